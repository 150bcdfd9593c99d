import {
  type CompiledNetwork,
  type CompileOptions,
  checkBatch,
  checkImages,
  checkIndices,
  checkLabels,
  drawMixup,
  type Evaluation,
  findLayer,
  type LabelledImages,
  labelTargets,
  type NamedTensors,
  type Network,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import { KernelsError } from '../kernels-error.js';
import type { Equipment } from '../kernels-network.js';
import { sliceCount } from '../plan/slices.js';
import type { BatchNumbers } from '../schedule/phase.js';
import { sharePixels } from '../threads/shared-photos.js';
import { getTensors, setTensors, type TensorPlace } from '../weight-transfer.js';
import type { GeneralJob } from './general-pass.js';
import type { GeneralLayer, PassKind } from './general-plan.js';
import { itemCount } from './run-general-item.js';
import { readScores } from './run-slice-task.js';
import { statePlaces, weightPlaces } from './tensor-places.js';

/** A network that is computed the general way, by a crew of threads. */
export class GeneralNetwork implements CompiledNetwork {
  readonly device: string;
  readonly settings: NonNullable<CompiledNetwork['settings']>;
  readonly #network: Network;
  readonly #job: GeneralJob;
  readonly #options: CompileOptions;
  /** Undefined once disposed of. */
  #equipment: Equipment | undefined;
  /** The pixels that the crew was shown last. */
  #shown: Uint8Array | undefined;

  constructor(network: Network, job: GeneralJob, options: CompileOptions, equipment: Equipment) {
    this.#network = network;
    this.#job = job;
    this.#options = options;
    this.#equipment = equipment;
    this.device = equipment.device;
    this.settings = {
      instructionSet: equipment.instructionSet,
      threads: equipment.crew.threads,
    };
  }

  async weights(): Promise<NamedTensors> {
    return getTensors(weightPlaces(this.#job), this.#memory());
  }

  /** Sets what is trained on, and the average. */
  async setWeights(weights: NamedTensors): Promise<void> {
    setTensors(weightPlaces(this.#job), weights, this.#memory(), 'weights');
    const { averages, weights: trained, floats } = this.#job.plan.regions;
    if (averages === undefined) return;
    const bytes = new Uint8Array(this.#memory());
    bytes.copyWithin(trained, averages, averages + floats * 4);
  }

  async optimizerState(): Promise<NamedTensors> {
    return getTensors(this.#statePlaces(), this.#memory());
  }

  async setOptimizerState(state: NamedTensors): Promise<void> {
    setTensors(this.#statePlaces(), state, this.#memory(), "optimiser's state");
  }

  async trainStep({ images, indices, step, learningRate }: TrainBatch): Promise<StepResult> {
    const { batchSize, optimizer } = this.#options;
    const photos = indices.length;
    checkBatch(indices, batchSize);
    this.#check(images, indices, 'labels');
    this.#show(images, indices);
    this.#setTargets(images, indices, step);
    const training = { step, learningRate: learningRate ?? optimizer.learningRate };
    await this.#run('train', { photos, training });
    const { lossSum, correct } = this.#score(photos);
    return { loss: lossSum / photos, correct };
  }

  /** The loss of no photo is NaN. */
  async evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    this.#check(images, indices, 'labels');
    const { classes, layers } = this.#job.plan;
    const probabilities = new Float32Array(indices.length * classes);
    let lossSum = 0;
    let correct = 0;
    for (const [first, chunk] of this.#chunks(indices)) {
      this.#show(images, chunk);
      this.#setTargets(images, chunk);
      await this.#run('evaluate', { photos: chunk.length }, first > 0);
      const score = this.#score(chunk.length);
      lossSum += score.lossSum;
      correct += score.correct;
      const output = layers.at(-1)!.output;
      const values = new Float32Array(this.#memory(), output, chunk.length * classes);
      probabilities.set(values, first * classes);
    }
    return { loss: lossSum / indices.length, correct, probabilities };
  }

  /** @throws EngineError for the name of no layer. */
  async activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    this.#check(images, indices);
    const wanted = layers.map((name) => {
      const layer = this.#layer(name);
      const values = new Float32Array(indices.length * layer.outputSize);
      return { name, layer, shape: [indices.length, ...layer.outputShape], values };
    });
    for (const [first, chunk] of this.#chunks(indices)) {
      this.#show(images, chunk);
      await this.#run('outputs', { photos: chunk.length }, first > 0);
      for (const { layer, values } of wanted) {
        const { output, outputSize } = layer;
        const place = new Float32Array(this.#memory(), output, chunk.length * outputSize);
        values.set(place, first * outputSize);
      }
    }
    return new Map(wanted.map(({ name, shape, values }) => [name, { shape, values }]));
  }

  async dispose(): Promise<void> {
    const equipment = this.#equipment;
    this.#equipment = undefined;
    await equipment?.crew.dispose();
  }

  #running(): Equipment {
    if (!this.#equipment) {
      throw new KernelsError(
        `Network "${this.#network.name}" was disposed of; compile it again to use it.`,
      );
    }
    return this.#equipment;
  }

  #memory(): ArrayBufferLike {
    return this.#running().instance.memory.buffer;
  }

  #statePlaces(): readonly TensorPlace[] {
    return statePlaces(this.#job);
  }

  /**
   * Runs all phases of a pass, one after the other.
   * @param isPrepared whether kernels are transformed already, for a later chunk of the same weights.
   */
  async #run(kind: PassKind, numbers: BatchNumbers, isPrepared = false): Promise<void> {
    const { passes, phases } = this.#job.plan;
    const [first, end] = passes[kind];
    for (let part = first; part < end; part++) {
      if (isPrepared && phases[part].of === 'kernels') continue;
      const items = itemCount(this.#job, part, numbers.photos);
      await this.#running().crew.run('general', items, { ...numbers, part });
    }
  }

  #score(photos: number) {
    return readScores(this.#job.plan.scores, sliceCount(photos), this.#memory());
  }

  #layer(name: string): GeneralLayer {
    const layers = this.#job.plan.layers.map((planned) => ({ name: planned.layer.name, planned }));
    return findLayer(this.#network.name, layers, name).planned;
  }

  #check(images: LabelledImages, indices: Int32Array, labels?: 'labels'): void {
    checkImages(images, this.#network.input);
    checkIndices(images, indices);
    if (labels) checkLabels(images, indices, this.#job.plan.classes);
  }

  /** Says which photos make up the next batch: their pixels are gathered by the crew. */
  #show(images: LabelledImages, indices: Int32Array): void {
    const { input } = this.#job.plan;
    const { crew } = this.#running();
    new Int32Array(this.#memory(), input.indices, indices.length).set(indices);
    if (this.#shown === images.pixels) return;
    crew.show({ pixels: crew.isShared ? sharePixels(images.pixels) : images.pixels });
    this.#shown = images.pixels;
  }

  /** Labels, and what is trained towards: softened in training, which has a step. */
  #setTargets(images: LabelledImages, indices: Int32Array, step?: number): void {
    const { input, classes } = this.#job.plan;
    const { labelSmoothing = 0, augmentation, seed } = this.#options;
    const labels = Uint8Array.from(indices, (index) => images.labels[index]);
    new Uint8Array(this.#memory(), input.labels, labels.length).set(labels);
    const isMixed = step !== undefined && augmentation && augmentation.mixup > 0;
    const targets = labelTargets(labels, {
      classes,
      labelSmoothing: step === undefined ? 0 : labelSmoothing,
      mixup: isMixed ? drawMixup(augmentation.mixup, labels.length, seed, step) : undefined,
    });
    new Float32Array(this.#memory(), input.targets, targets.length).set(targets);
  }

  *#chunks(indices: Int32Array): Generator<[first: number, chunk: Int32Array]> {
    const { batchSize } = this.#options;
    for (let first = 0; first < indices.length; first += batchSize) {
      yield [first, indices.subarray(first, first + batchSize)];
    }
  }
}
