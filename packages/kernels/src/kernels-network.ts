import {
  type CompiledNetwork,
  type CompileOptions,
  checkBatch,
  checkImages,
  checkIndices,
  checkLabels,
  type Evaluation,
  findLayer,
  type InstructionSet,
  type LabelledImages,
  type NamedTensors,
  type Network,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import type { KernelInstance } from './kernel-module.js';
import { KernelsError } from './kernels-error.js';
import type { NetworkPlan } from './plan/network-plan.js';
import { sliceCount } from './plan/slices.js';
import { type BatchNumbers, type Phase, roundItems } from './schedule/phase.js';
import { readScore } from './schedule/run-slice.js';
import { turnKernel } from './schedule/update.js';
import type { Crew } from './threads/crew.js';
import { sharedBuffer } from './threads/shared-memory.js';
import { sharePixels } from './threads/shared-photos.js';
import { getTensors, setTensors, type TensorPlace } from './weight-transfer.js';

/** What a network computes with. */
export interface Equipment {
  /** The calling thread's: its memory holds at least `plan.bytes`, zeros from the module's constants on. */
  readonly instance: KernelInstance;
  readonly crew: Crew;
  readonly device: string;
  readonly instructionSet: InstructionSet;
}

/** A network in linear memory of its own, computed by a crew of threads. */
export class KernelsNetwork implements CompiledNetwork {
  readonly device: string;
  readonly settings: NonNullable<CompiledNetwork['settings']>;
  readonly #network: Network;
  readonly #plan: NetworkPlan;
  readonly #options: CompileOptions;
  /** Undefined once disposed of. */
  #equipment: Equipment | undefined;
  /** The pixels that the crew was shown last. */
  #shown: Uint8Array | undefined;

  constructor(network: Network, plan: NetworkPlan, options: CompileOptions, equipment: Equipment) {
    this.#network = network;
    this.#plan = plan;
    this.#options = options;
    this.#equipment = equipment;
    this.device = equipment.device;
    this.settings = {
      instructionSet: equipment.instructionSet,
      threads: equipment.crew.threads,
    };
  }

  async weights(): Promise<NamedTensors> {
    return getTensors(this.#weightPlaces(), this.#memory());
  }

  async setWeights(weights: NamedTensors): Promise<void> {
    setTensors(this.#weightPlaces(), weights, this.#memory(), 'weights');
    for (const { layer, ...columns } of this.#plan.updates) {
      turnKernel(layer, this.#running().instance.kernels, columns);
    }
  }

  async optimizerState(): Promise<NamedTensors> {
    return getTensors(this.#velocityPlaces(), this.#memory());
  }

  async setOptimizerState(state: NamedTensors): Promise<void> {
    setTensors(this.#velocityPlaces(), state, this.#memory(), "optimiser's state");
  }

  async trainStep({ images, indices, step, learningRate }: TrainBatch): Promise<StepResult> {
    const { batchSize, optimizer } = this.#options;
    checkBatch(indices, batchSize);
    this.#check(images, indices, 'labels');
    this.#load(images, indices, 'labels');
    const photos = indices.length;
    const slices = sliceCount(photos);
    const training = { step, learningRate: learningRate ?? optimizer.learningRate };
    const numbers = { photos, training };
    await this.#runRounds(numbers);
    await this.#run('update', this.#plan.updates.length, numbers);
    const { lossSum, correct } = readScore(this.#plan, slices, this.#memory());
    return { loss: lossSum / photos, correct };
  }

  /** The loss of no photo is NaN. */
  async evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    this.#check(images, indices, 'labels');
    const { classes, head } = this.#plan;
    const probabilities = new Float32Array(indices.length * classes);
    let lossSum = 0;
    let correct = 0;
    for (const [first, chunk] of this.#chunks(indices)) {
      this.#load(images, chunk, 'labels');
      const slices = sliceCount(chunk.length);
      await this.#runRounds({ photos: chunk.length });
      const score = readScore(this.#plan, slices, this.#memory());
      lossSum += score.lossSum;
      correct += score.correct;
      const values = new Float32Array(this.#memory(), head.output, chunk.length * classes);
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
    const wanted = layers.map((name) => findLayer(this.#network.name, this.#plan.layers, name));
    const tensors = new Map(
      wanted.map(({ name, outputShape, outputSize }) => [
        name,
        {
          shape: [indices.length, ...outputShape],
          values: new Float32Array(indices.length * outputSize),
        },
      ]),
    );
    const outputs = new Map(
      wanted.map(({ name, outputSize }) => [
        name,
        this.#room(this.#options.batchSize * outputSize),
      ]),
    );
    for (const [first, chunk] of this.#chunks(indices)) {
      this.#load(images, chunk, undefined, outputs);
      await this.#run('activations', sliceCount(chunk.length), { photos: chunk.length });
      for (const { name, outputSize } of wanted) {
        const values = outputs.get(name)!.subarray(0, chunk.length * outputSize);
        tensors.get(name)?.values.set(values, first * outputSize);
      }
    }
    // Lets go of the outputs.
    this.#shown = undefined;
    return tensors;
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
    this.#equipment.crew.check();
    return this.#equipment;
  }

  #memory(): ArrayBufferLike {
    return this.#running().instance.memory.buffer;
  }

  /** Runs a phase; a network disposed of meanwhile says so. */
  async #run(phase: Phase, items: number, numbers: BatchNumbers): Promise<void> {
    await this.#running().crew.run(phase, items, numbers);
  }

  /** Takes the batch through the network, and in training back. */
  async #runRounds(numbers: BatchNumbers): Promise<void> {
    for (const [part, round] of this.#plan.rounds.entries()) {
      await this.#run('round', roundItems(round, numbers.photos), { ...numbers, part });
    }
  }

  /** Room that every thread of the crew can write to. */
  #room(floats: number): Float32Array {
    return new Float32Array(
      this.#running().crew.isShared
        ? sharedBuffer(floats * 4, 'outputs of layers')
        : new ArrayBuffer(floats * 4),
    );
  }

  #weightPlaces(): readonly TensorPlace[] {
    return this.#plan.matrices.map((matrix) => ({
      name: matrix.name,
      matrix,
      address: matrix.weights,
    }));
  }

  #velocityPlaces(): readonly TensorPlace[] {
    return this.#plan.matrices.flatMap((matrix) =>
      matrix.velocity === undefined
        ? []
        : [{ name: `${matrix.name}/velocity`, matrix, address: matrix.velocity }],
    );
  }

  #check(images: LabelledImages, indices: Int32Array, labels?: 'labels'): void {
    checkImages(images, this.#network.input);
    checkIndices(images, indices);
    if (labels) checkLabels(images, indices, this.#plan.classes);
  }

  /** Says which photos make up the next batch: their pixels are gathered by the crew. */
  #load(
    images: LabelledImages,
    indices: Int32Array,
    labels?: 'labels',
    outputs?: ReadonlyMap<string, Float32Array>,
  ): void {
    const { input } = this.#plan;
    const { crew } = this.#running();
    new Int32Array(this.#memory(), input.indices, indices.length).set(indices);
    if (labels) {
      const places = new Uint8Array(this.#memory(), input.labels, indices.length);
      for (const [place, index] of indices.entries()) places[place] = images.labels[index];
    }
    if (this.#shown === images.pixels && !outputs) return;
    const pixels = crew.isShared ? sharePixels(images.pixels) : images.pixels;
    crew.show({ pixels, outputs });
    this.#shown = images.pixels;
  }

  *#chunks(indices: Int32Array): Generator<[first: number, chunk: Int32Array]> {
    const { batchSize } = this.#options;
    for (let first = 0; first < indices.length; first += batchSize) {
      yield [first, indices.subarray(first, first + batchSize)];
    }
  }
}
