import {
  type CompiledNetwork,
  type CompileOptions,
  checkBatch,
  checkTensors,
  describeNetwork,
  EngineError,
  type Evaluation,
  type ExpectedTensor,
  findLayer,
  type LabelledImages,
  type NamedTensors,
  type Network,
  type NetworkDescription,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { batchPhotos, batchTargets } from '../batch/batch-photos.js';
import { batchesOf, checkPhotos, sizeOf } from '../batch/batches.js';
import { TrainingMasks } from '../batch/training-masks.js';
import { stateNames, trainedName } from '../state-names.js';
import { readTensors, replaceTensors, writeTensors, zeroTensors } from './device-tensors.js';
import { forward } from './forward.js';
import { crossEntropy, rightOnes } from './score.js';
import type { Tfjs } from './tfjs.js';
import { type TrainedOnce, trainOnce } from './train-once.js';

/** A backend of tfjs, ready to compute. */
export interface TfjsDevice {
  readonly tf: Tfjs;
  /** As tfjs names it: "tensorflow". */
  readonly backend: string;
  /** What it runs on, for CompiledNetwork. */
  readonly device: string;
  readonly software?: boolean;
}

/** A network on tfjs. Its weights and states stay on the device; a step reads back two numbers. */
export class TfjsNetwork implements CompiledNetwork {
  readonly device: string;
  readonly software: boolean;
  readonly #place: TfjsDevice;
  readonly #network: Network;
  readonly #description: NetworkDescription;
  readonly #options: CompileOptions;
  readonly #masks: TrainingMasks;
  /** What is trained on, by the weights' names. */
  #trained = new Map<string, Tensor>();
  /** The averages, with ema. */
  #averages: Map<string, Tensor> | undefined;
  #state = new Map<string, Tensor>();
  #isDisposed = false;

  /** Weights and states are zeros until they are set. The options have been checked. */
  constructor(place: TfjsDevice, network: Network, options: CompileOptions) {
    this.device = place.device;
    this.software = place.software ?? false;
    this.#place = place;
    this.#network = network;
    this.#description = describeNetwork(network);
    this.#options = options;
    this.#masks = new TrainingMasks(network, options);
    const { weights } = this.#description;
    this.#trained = zeroTensors(place.tf, weights);
    if (options.ema) this.#averages = zeroTensors(place.tf, weights);
    this.#state = zeroTensors(place.tf, this.#states());
  }

  weights(): Promise<NamedTensors> {
    this.#tf();
    return readTensors(this.#description.weights, this.#averages ?? this.#trained);
  }

  async setWeights(weights: NamedTensors): Promise<void> {
    const expected = this.#description.weights;
    checkTensors(weights, expected, 'weights');
    writeTensors(this.#tf(), expected, weights, this.#trained);
    if (this.#averages) writeTensors(this.#tf(), expected, weights, this.#averages);
  }

  optimizerState(): Promise<NamedTensors> {
    this.#tf();
    const all = new Map([...this.#state, ...this.#trainedState()]);
    return readTensors(this.#expectedState(), all);
  }

  async setOptimizerState(state: NamedTensors): Promise<void> {
    checkTensors(state, this.#expectedState(), "optimiser's state");
    writeTensors(this.#tf(), this.#states(), state, this.#state);
    if (!this.#averages) return;
    const { weights } = this.#description;
    const trained = weights.map(({ name }) => [name, state.get(trainedName(name))!] as const);
    writeTensors(this.#tf(), weights, new Map(trained), this.#trained);
  }

  async trainStep(batch: TrainBatch): Promise<StepResult> {
    return (await this.trainSteps([batch]))[0];
  }

  async trainSteps(batches: readonly TrainBatch[]): Promise<readonly StepResult[]> {
    const tf = this.#tf();
    const scores = batches.map((batch) => this.#train(tf, batch));
    if (scores.length === 0) return [];
    // One reading back for all of them.
    const stacked = tf.tidy(() => tf.stack(scores));
    const values = await stacked.data();
    for (const tensor of [...scores, stacked]) tensor.dispose();
    return batches.map((_, i) => ({ loss: values[2 * i], correct: values[2 * i + 1] }));
  }

  async evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    const tf = this.#tf();
    checkPhotos(images, indices, this.#network.input, this.#description.classes);
    const { classes } = this.#description;
    const probabilities = new Float32Array(indices.length * classes);
    let lossSum = 0;
    let correct = 0;
    for (const [first, chunk] of batchesOf(indices, this.#options.batchSize)) {
      const [shares, score] = tf.tidy(() => {
        const logits = this.#logits(tf, images, chunk);
        const labels = this.#labels(tf, images, chunk);
        const loss = crossEntropy(tf, logits, this.#targets(tf, images, chunk));
        return [tf.softmax(logits), tf.stack([loss, rightOnes(tf, logits, labels)])];
      });
      const [values, [loss, count]] = await Promise.all([shares.data(), score.data()]);
      for (const tensor of [shares, score]) tensor.dispose();
      probabilities.set(values as Float32Array, first * classes);
      lossSum += loss * chunk.length;
      correct += count;
    }
    return { loss: lossSum / indices.length, correct, probabilities };
  }

  /** @throws EngineError for the name of no layer. */
  async activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    const tf = this.#tf();
    checkPhotos(images, indices, this.#network.input);
    const wanted = layers.map((name) =>
      findLayer(this.#network.name, this.#description.layers, name),
    );
    const values = wanted.map(
      ({ outputShape }) => new Float32Array(indices.length * sizeOf(outputShape)),
    );
    for (const [first, chunk] of batchesOf(indices, this.#options.batchSize)) {
      const outputs = tf.tidy(() => {
        const all = forward(tf, this.#network, this.#evaluated(), this.#photos(tf, images, chunk));
        const last = this.#network.layers.at(-1)!.name;
        return wanted.map(({ name }) =>
          name === last ? tf.softmax(all.get(name)!) : tf.clone(all.get(name)!),
        );
      });
      for (const [i, output] of outputs.entries()) {
        values[i].set(await output.data(), first * sizeOf(wanted[i].outputShape));
        output.dispose();
      }
    }
    return new Map(
      wanted.map(({ name, outputShape }, i) => [
        name,
        { shape: [indices.length, ...outputShape], values: values[i] },
      ]),
    );
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const tensors of [this.#trained, this.#averages, this.#state]) {
      for (const tensor of tensors?.values() ?? []) tensor.dispose();
    }
  }

  /** One step, without waiting for it; its loss and its count of right photos, on the device. */
  #train(tf: Tfjs, { images, indices, step, learningRate }: TrainBatch): Tensor {
    const { batchSize, optimizer, ema = 0 } = this.#options;
    checkBatch(indices, batchSize);
    checkPhotos(images, indices, this.#network.input, this.#description.classes);
    let updated: TrainedOnce | undefined;
    tf.tidy(() => {
      const x = this.#photos(tf, images, indices, step);
      const targets = this.#targets(tf, images, indices, step);
      const rate = learningRate ?? optimizer.learningRate;
      updated = trainOnce(
        { tf, network: this.#network, description: this.#description, optimizer, ema },
        { trained: this.#trained, averages: this.#averages, state: this.#state },
        { x, targets, labels: this.#labels(tf, images, indices) },
        { step, learningRate: rate, mask: this.#drawn(tf, step) },
      );
      const { trained, averages, state, score } = updated;
      for (const tensors of [trained, averages, state]) {
        for (const tensor of tensors.values()) tf.keep(tensor);
      }
      tf.keep(score);
    });
    const { trained, averages, state, score } = updated!;
    replaceTensors(this.#trained, trained);
    if (this.#averages) replaceTensors(this.#averages, averages);
    replaceTensors(this.#state, state);
    return score;
  }

  /** tfjs, on this network's backend: another engine of the program may have changed it. */
  #tf(): Tfjs {
    if (this.#isDisposed) {
      throw new EngineError(
        `Network "${this.#network.name}" was disposed of; compile it again to use it.`,
      );
    }
    const { tf, backend } = this.#place;
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
    return tf;
  }

  #evaluated(): ReadonlyMap<string, Tensor> {
    return this.#averages ?? this.#trained;
  }

  #logits(tf: Tfjs, images: LabelledImages, indices: Int32Array): Tensor {
    const x = this.#photos(tf, images, indices);
    return [...forward(tf, this.#network, this.#evaluated(), x).values()].at(-1)!;
  }

  #photos(tf: Tfjs, images: LabelledImages, indices: Int32Array, step?: number): Tensor {
    const values = batchPhotos(images, indices, this.#options, step);
    return tf.tensor(values, [indices.length, ...this.#network.input]);
  }

  /** Draws dropout's masks of a step. */
  #drawn(tf: Tfjs, step: number): (layer: string, shape: readonly number[]) => Tensor {
    return (layer, shape) => {
      const factors = new Float32Array(sizeOf(shape));
      this.#masks.draw(layer, step, factors);
      return tf.tensor(factors, [...shape]);
    };
  }

  #targets(tf: Tfjs, images: LabelledImages, indices: Int32Array, step?: number): Tensor {
    const { classes } = this.#description;
    const values = batchTargets(images, indices, classes, this.#options, step);
    return tf.tensor(values, [indices.length, classes]);
  }

  #labels(tf: Tfjs, images: LabelledImages, indices: Int32Array): Tensor {
    return tf.tensor1d(
      Int32Array.from(indices, (index) => images.labels[index]),
      'int32',
    );
  }

  /** The optimiser's own state, without what is trained on. */
  #states(): ExpectedTensor[] {
    const names = stateNames(this.#options.optimizer);
    return this.#description.weights
      .filter(({ trainable }) => trainable)
      .flatMap(({ name, shape }) => names.map((state) => ({ name: `${name}/${state}`, shape })));
  }

  /** All that optimizerState() gives, in its order. */
  #expectedState(): ExpectedTensor[] {
    const names = stateNames(this.#options.optimizer);
    return this.#description.weights.flatMap(({ name, shape, trainable }) => [
      ...(trainable ? names.map((state) => ({ name: `${name}/${state}`, shape })) : []),
      ...(this.#averages ? [{ name: trainedName(name), shape }] : []),
    ]);
  }

  #trainedState(): [string, Tensor][] {
    if (!this.#averages) return [];
    return [...this.#trained].map(([name, tensor]) => [trainedName(name), tensor]);
  }
}
