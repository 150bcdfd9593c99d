import {
  type CompiledNetwork,
  type CompileOptions,
  type Evaluation,
  type LabelledImages,
  type NamedTensors,
  type Network,
  nearestWord,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import { checkImages, checkIndices, checkLabels } from './check-images.js';
import type { KernelInstance } from './kernel-module.js';
import { KernelsError } from './kernels-error.js';
import type { NetworkPlan } from './plan/network-plan.js';
import { sliceCount } from './plan/slices.js';
import { runForward } from './schedule/forward.js';
import { type Batch, ofSlice, type Pass, slicePass } from './schedule/pass.js';
import { readScore, scoreSlice, trainSlice } from './schedule/run-slice.js';
import { runUpdate, turnKernel } from './schedule/update.js';
import { getTensors, setTensors, type TensorPlace } from './weight-transfer.js';

/** A network in linear memory of its own, computed by the thread that calls it. */
export class KernelsNetwork implements CompiledNetwork {
  readonly device = 'cpu (wasm simd128, 1 thread)';
  readonly #network: Network;
  readonly #plan: NetworkPlan;
  readonly #options: CompileOptions;
  /** Undefined once disposed of. */
  #instance: KernelInstance | undefined;

  /** @param instance its memory holds at least `plan.bytes`, zeros from the module's constants on. */
  constructor(
    network: Network,
    plan: NetworkPlan,
    options: CompileOptions,
    instance: KernelInstance,
  ) {
    this.#network = network;
    this.#plan = plan;
    this.#options = options;
    this.#instance = instance;
  }

  async weights(): Promise<NamedTensors> {
    return getTensors(this.#weightPlaces(), this.#memory());
  }

  async setWeights(weights: NamedTensors): Promise<void> {
    setTensors(this.#weightPlaces(), weights, this.#memory(), 'weights');
    for (const { layer, ...columns } of this.#plan.updates) {
      turnKernel(layer, this.#running().kernels, columns);
    }
  }

  async optimizerState(): Promise<NamedTensors> {
    return getTensors(this.#velocityPlaces(), this.#memory());
  }

  async setOptimizerState(state: NamedTensors): Promise<void> {
    setTensors(this.#velocityPlaces(), state, this.#memory(), "optimiser's state");
  }

  async trainStep({ images, indices, step }: TrainBatch): Promise<StepResult> {
    const { batchSize, seed, optimizer } = this.#options;
    if (indices.length < 1 || indices.length > batchSize) {
      throw new KernelsError(
        `Expected a batch of 1 to ${batchSize} photos, as the network was compiled for, got ${indices.length}.`,
      );
    }
    this.#check(images, indices, 'labels');
    this.#load(images, indices, 'labels');
    const photos = indices.length;
    const { kernels, memory } = this.#running();
    for (const pass of this.#slices({ photos, training: { seed, step } })) {
      trainSlice(this.#plan, pass, memory.buffer);
    }
    for (const piece of this.#plan.updates) {
      runUpdate(this.#plan, { kernels, photos, optimizer }, piece);
    }
    const { lossSum, correct } = readScore(this.#plan, sliceCount(photos), memory.buffer);
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
      for (const pass of this.#slices({ photos: chunk.length })) {
        runForward(this.#plan, pass);
        scoreSlice(this.#plan, pass, this.#memory());
      }
      const score = readScore(this.#plan, sliceCount(chunk.length), this.#memory());
      lossSum += score.lossSum;
      correct += score.correct;
      const values = new Float32Array(this.#memory(), head.output, chunk.length * classes);
      probabilities.set(values, first * classes);
    }
    return { loss: lossSum / indices.length, correct, probabilities };
  }

  /** @throws KernelsError for the name of no layer. */
  async activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    this.#check(images, indices);
    const wanted = new Map(
      layers.map((name) => {
        const { outputShape, outputSize } = this.#layer(name);
        const values = new Float32Array(indices.length * outputSize);
        return [name, { shape: [indices.length, ...outputShape], values }];
      }),
    );
    for (const [first, chunk] of this.#chunks(indices)) {
      this.#load(images, chunk);
      for (const pass of this.#slices({ photos: chunk.length })) {
        runForward(this.#plan, pass, ({ name, output, outputSize }) => {
          const place = ofSlice(pass, output, outputSize);
          const values = new Float32Array(this.#memory(), place, pass.samples * outputSize);
          wanted.get(name)?.values.set(values, (first + pass.from) * outputSize);
        });
      }
    }
    return wanted;
  }

  async dispose(): Promise<void> {
    this.#instance = undefined;
  }

  #running(): KernelInstance {
    if (!this.#instance) {
      throw new KernelsError(
        `Network "${this.#network.name}" was disposed of; compile it again to use it.`,
      );
    }
    return this.#instance;
  }

  #memory(): ArrayBuffer {
    return this.#running().memory.buffer;
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

  #layer(name: string) {
    const layer = this.#plan.layers.find((candidate) => candidate.name === name);
    if (layer) return layer;
    const names = this.#plan.layers.map((candidate) => candidate.name);
    const near = nearestWord(name, names);
    throw new KernelsError(
      `No layer "${name}" in network "${this.#network.name}".${near ? ` Did you mean "${near}"?` : ''} Layers: ${names.join(', ')}.`,
    );
  }

  #check(images: LabelledImages, indices: Int32Array, labels?: 'labels'): void {
    checkImages(images, this.#network.input);
    checkIndices(images, indices);
    if (labels) checkLabels(images, indices, this.#plan.classes);
  }

  /** Copies the rows of one batch in: the photos themselves stay outside, however many there are. */
  #load(images: LabelledImages, indices: Int32Array, labels?: 'labels'): void {
    const { input } = this.#plan;
    const bytes = new Uint8Array(this.#memory());
    indices.forEach((index, place) => {
      const row = images.pixels.subarray(index * input.size, (index + 1) * input.size);
      bytes.set(row, input.pixels + place * input.size);
      if (labels) bytes[input.labels + place] = images.labels[index];
    });
  }

  *#slices(batch: Batch): Generator<Pass> {
    const { kernels } = this.#running();
    for (let slice = 0; slice < sliceCount(batch.photos); slice++) {
      yield slicePass(this.#plan, kernels, batch, slice, 0);
    }
  }

  *#chunks(indices: Int32Array): Generator<[first: number, chunk: Int32Array]> {
    const { batchSize } = this.#options;
    for (let first = 0; first < indices.length; first += batchSize) {
      yield [first, indices.subarray(first, first + batchSize)];
    }
  }
}
