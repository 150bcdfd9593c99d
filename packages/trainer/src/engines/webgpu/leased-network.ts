import {
  type CompiledNetwork,
  EngineError,
  type Evaluation,
  type LabelledImages,
  type NamedTensors,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import type { WebgpuLease } from '../../webgpu-runtime/webgpu-lease.js';
import type { TfjsNetwork } from '../tfjs/tfjs-network.js';

/**
 * A network on a device that can be lost. WebGPU says of nothing that it went wrong where it is
 * asked for, it gives zeros: so the device is looked at after everything that was read back.
 */
export class LeasedNetwork implements CompiledNetwork {
  readonly device: string;
  readonly software: boolean;
  readonly #network: TfjsNetwork;
  readonly #lease: WebgpuLease;

  constructor(network: TfjsNetwork, lease: WebgpuLease) {
    this.device = network.device;
    this.software = network.software;
    this.#network = network;
    this.#lease = lease;
  }

  weights(): Promise<NamedTensors> {
    return this.#watched(() => this.#network.weights());
  }

  setWeights(weights: NamedTensors): Promise<void> {
    return this.#watched(() => this.#network.setWeights(weights));
  }

  optimizerState(): Promise<NamedTensors> {
    return this.#watched(() => this.#network.optimizerState());
  }

  setOptimizerState(state: NamedTensors): Promise<void> {
    return this.#watched(() => this.#network.setOptimizerState(state));
  }

  trainStep(batch: TrainBatch): Promise<StepResult> {
    return this.#watched(() => this.#network.trainStep(batch));
  }

  trainSteps(batches: readonly TrainBatch[]): Promise<readonly StepResult[]> {
    return this.#watched(() => this.#network.trainSteps(batches));
  }

  evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    return this.#watched(() => this.#network.evaluate(images, indices));
  }

  activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    return this.#watched(() => this.#network.activations(images, indices, layers));
  }

  async dispose(): Promise<void> {
    await this.#network.dispose();
    await this.#lease.release();
  }

  async #watched<T>(work: () => Promise<T>): Promise<T> {
    this.#check();
    try {
      return await work();
    } finally {
      // What the work itself complains of then is only what follows from it.
      this.#check();
    }
  }

  #check(): void {
    const problem = this.#lease.problem();
    if (problem === undefined) return;
    throw new EngineError(
      `${problem}. Train with a smaller batchSize if its memory ran out; else update its driver, or take another engine.`,
    );
  }
}
