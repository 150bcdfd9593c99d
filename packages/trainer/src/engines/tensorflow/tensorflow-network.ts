import {
  type CompiledNetwork,
  type CompileOptions,
  checkBatch,
  checkTensors,
  describeNetwork,
  EngineError,
  type Evaluation,
  findLayer,
  type LabelledImages,
  type NamedTensors,
  type Network,
  type NetworkDescription,
  type StepResult,
  type TrainBatch,
} from '@peasy/core';
import { batchBytes, batchTargets } from '../batch/batch-photos.js';
import { batchesOf, checkPhotos, sizeOf } from '../batch/batches.js';
import { TrainingMasks } from '../batch/training-masks.js';
import { trainedName } from '../state-names.js';
import {
  buildTrainingGraph,
  type OuterVariable,
  type TrainingGraph,
} from './graph/training-graph.js';
import { type StepInputs, stepNumbers } from './graph/update.js';
import { type Feed, type SessionBinding, TensorflowSession } from './tensorflow-session.js';

/** Where a network is computed. */
export interface TensorflowPlace {
  readonly binding: SessionBinding;
  /** What it runs on, for CompiledNetwork. */
  readonly device: string;
}

/**
 * A network as a graph of TensorFlow's, as Keras' fit has it: a step is one call, its operations
 * are fused and run side by side, and weights and states stay in the graph's variables.
 */
export class TensorflowNetwork implements CompiledNetwork {
  readonly device: string;
  readonly #network: Network;
  readonly #description: NetworkDescription;
  readonly #options: CompileOptions;
  readonly #masks: TrainingMasks;
  /** Room for the masks of a whole batch, by layer. */
  readonly #factors: ReadonlyMap<string, Float32Array>;
  readonly #graph: TrainingGraph;
  #session: TensorflowSession | undefined;

  /** Weights and states are zeros until they are set. The options have been checked. */
  constructor(place: TensorflowPlace, network: Network, options: CompileOptions) {
    this.device = place.device;
    this.#network = network;
    this.#description = describeNetwork(network);
    this.#options = options;
    this.#masks = new TrainingMasks(network, options);
    this.#factors = new Map(
      this.#masks.layers.map((name) => [
        name,
        new Float32Array(options.batchSize * this.#outputSize(name)),
      ]),
    );
    this.#graph = buildTrainingGraph(network, options);
    this.#session = new TensorflowSession(place.binding, this.#graph.bytes);
    const { weights, averages, states } = this.#graph;
    this.#write([...weights, ...(averages ?? []), ...states], ({ shape }) => {
      return new Float32Array(sizeOf(shape));
    });
  }

  async weights(): Promise<NamedTensors> {
    const { weights, averages } = this.#graph;
    return this.#read(this.#description.weights, averages ?? weights);
  }

  async setWeights(given: NamedTensors): Promise<void> {
    const tensors = checkTensors(given, this.#description.weights, 'weights');
    const { weights, averages } = this.#graph;
    for (const variables of [weights, ...(averages ? [averages] : [])]) {
      this.#write(variables, (_, i) => tensors[i].values);
    }
  }

  async optimizerState(): Promise<NamedTensors> {
    return this.#read(this.#states(), this.#states());
  }

  async setOptimizerState(state: NamedTensors): Promise<void> {
    const variables = this.#states();
    const tensors = checkTensors(state, variables, "optimiser's state");
    this.#write(variables, (_, i) => tensors[i].values);
  }

  async trainStep({ images, indices, step, learningRate }: TrainBatch): Promise<StepResult> {
    const { batchSize, optimizer, ema = 0 } = this.#options;
    checkBatch(indices, batchSize);
    checkPhotos(images, indices, this.#network.input, this.#description.classes);
    const { trained, inputs } = this.#graph;
    const numbers = stepNumbers(optimizer, ema, {
      step,
      learningRate: learningRate ?? optimizer.learningRate,
    });
    const targets = batchTargets(images, indices, this.#description.classes, this.#options, step);
    const [[loss, correct]] = this.#run(
      [
        this.#photos(images, indices, step),
        this.#labels(images, indices),
        { to: inputs.targets, shape: [indices.length, this.#description.classes], values: targets },
        ...[...inputs.masks].map(([layer, to]) => this.#mask(layer, to, indices.length, step)),
        ...Object.entries(numbers).map(([name, value]) => ({
          to: inputs.step[name as keyof StepInputs],
          shape: [],
          values: Float32Array.of(value),
        })),
      ],
      [trained],
    );
    return { loss, correct };
  }

  async evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation> {
    checkPhotos(images, indices, this.#network.input, this.#description.classes);
    const { classes } = this.#description;
    const { judged, probabilities } = this.#graph;
    const all = new Float32Array(indices.length * classes);
    let lossSum = 0;
    let correct = 0;
    for (const [first, chunk] of batchesOf(indices, this.#options.batchSize)) {
      const feeds = [this.#photos(images, chunk), this.#labels(images, chunk)];
      const [[loss, right], shares] = this.#run(feeds, [judged, probabilities]);
      lossSum += loss;
      correct += right;
      all.set(shares, first * classes);
    }
    return { loss: lossSum / indices.length, correct, probabilities: all };
  }

  async activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors> {
    checkPhotos(images, indices, this.#network.input);
    const wanted = layers.map((name) =>
      findLayer(this.#network.name, this.#description.layers, name),
    );
    const values = wanted.map(
      ({ outputShape }) => new Float32Array(indices.length * sizeOf(outputShape)),
    );
    const fetch = wanted.map(({ name }) => this.#graph.layers.get(name)!);
    for (const [first, chunk] of wanted.length > 0
      ? batchesOf(indices, this.#options.batchSize)
      : []) {
      const outputs = this.#run([this.#photos(images, chunk)], fetch);
      for (const [i, output] of outputs.entries()) {
        values[i].set(output, first * sizeOf(wanted[i].outputShape));
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
    this.#session?.dispose();
    this.#session = undefined;
  }

  #run(feeds: readonly Feed[], fetch: readonly string[]) {
    if (!this.#session) {
      throw new EngineError(
        `Network "${this.#network.name}" was disposed of; compile it again to use it.`,
      );
    }
    return this.#session.run(feeds, fetch);
  }

  #photos(images: LabelledImages, indices: Int32Array, step?: number): Feed {
    return {
      to: this.#graph.inputs.photos,
      shape: [indices.length, ...this.#network.input],
      values: batchBytes(images, indices, this.#options, step),
    };
  }

  #labels(images: LabelledImages, indices: Int32Array): Feed {
    const values = Int32Array.from(indices, (index) => images.labels[index]);
    return { to: this.#graph.inputs.labels, shape: [indices.length], values };
  }

  #mask(layer: string, to: string, photos: number, step: number): Feed {
    const { outputShape } = findLayer(this.#network.name, this.#description.layers, layer);
    const values = this.#factors.get(layer)!.subarray(0, photos * sizeOf(outputShape));
    this.#masks.draw(layer, step, values);
    return { to, shape: [photos, ...outputShape], values };
  }

  #outputSize(layer: string): number {
    return sizeOf(findLayer(this.#network.name, this.#description.layers, layer).outputShape);
  }

  /** All that optimizerState() gives, by the names that it has there, in its order. */
  #states(): OuterVariable[] {
    const { weights, averages, states } = this.#graph;
    return weights.flatMap((weight) => [
      ...states.filter(({ name }) => name.startsWith(`${weight.name}/`)),
      ...(averages ? [{ ...weight, name: trainedName(weight.name) }] : []),
    ]);
  }

  /** @param as the names to give them, in their order. */
  #read(
    as: readonly { readonly name: string }[],
    variables: readonly OuterVariable[],
  ): NamedTensors {
    const values = this.#run(
      [],
      variables.map(({ read }) => read),
    );
    return new Map(
      variables.map(({ shape }, i) => [
        as[i].name,
        { shape: [...shape], values: Float32Array.from(values[i]) },
      ]),
    );
  }

  #write(
    variables: readonly OuterVariable[],
    values: (variable: OuterVariable, i: number) => Float32Array,
  ): void {
    for (const [i, variable] of variables.entries()) {
      const { value: to, shape, written } = variable;
      this.#run([{ to, shape, values: values(variable, i) }], [written]);
    }
  }
}
