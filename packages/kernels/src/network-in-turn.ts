import type {
  CompiledNetwork,
  Evaluation,
  LabelledImages,
  NamedTensors,
  StepResult,
  TrainBatch,
} from '@peasy/core';

/** Ends the threads of networks that were forgotten instead of disposed of. */
const forgotten = new FinalizationRegistry<CompiledNetwork>((network) => void network.dispose());

/**
 * A network whose calls are computed one after the other, however they overlap: a step is two phases
 * on the same memory, and an evaluation between them would spoil it.
 */
export class NetworkInTurn implements CompiledNetwork {
  readonly #network: CompiledNetwork;
  #last: Promise<unknown> = Promise.resolve();

  constructor(network: CompiledNetwork) {
    this.#network = network;
    forgotten.register(this, network, this);
  }

  get device(): string {
    return this.#network.device;
  }

  get settings(): CompiledNetwork['settings'] {
    return this.#network.settings;
  }

  weights(): Promise<NamedTensors> {
    return this.#inTurn(() => this.#network.weights());
  }

  setWeights(weights: NamedTensors): Promise<void> {
    return this.#inTurn(() => this.#network.setWeights(weights));
  }

  optimizerState(): Promise<NamedTensors> {
    return this.#inTurn(() => this.#network.optimizerState());
  }

  setOptimizerState(state: NamedTensors): Promise<void> {
    return this.#inTurn(() => this.#network.setOptimizerState(state));
  }

  trainStep(batch: TrainBatch): Promise<StepResult> {
    return this.#inTurn(() => this.#network.trainStep(batch));
  }

  evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    return this.#inTurn(() => this.#network.evaluate(images, indices));
  }

  activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    return this.#inTurn(() => this.#network.activations(images, indices, layers));
  }

  dispose(): Promise<void> {
    forgotten.unregister(this);
    return this.#inTurn(() => this.#network.dispose());
  }

  /** What came before may have failed: that is its caller's to hear. */
  #inTurn<Result>(call: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(call, call);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
