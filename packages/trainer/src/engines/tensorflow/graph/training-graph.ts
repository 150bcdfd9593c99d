import {
  BATCH_NORMALIZATION_DEFAULTS,
  type CompileOptions,
  describeNetwork,
  type ExpectedTensor,
  type Network,
  type NetworkDescription,
} from '@peasy/core';
import { stateNames } from '../../state-names.js';
import { type Attributes, FLOATS, Graph, type Output } from './graph.js';
import { addLayer, type Backward, type GraphLayer } from './layers.js';
import {
  assign,
  clipGradients,
  read,
  type StepInputs,
  sumOf,
  updateWeight,
  type Variable,
} from './update.js';

/** What goes into a run of a graph, by its meaning. */
export interface GraphInputs {
  /** uint8 `[photos, height, width, channels]`. */
  readonly photos: Output;
  /** float32 `[photos, classes]`: shares that are trained towards. */
  readonly targets: Output;
  /** int32 `[photos]`: classes as they are. */
  readonly labels: Output;
  readonly step: StepInputs;
  /** float32, by dropout layer: factors of its outputs. */
  readonly masks: ReadonlyMap<string, Output>;
}

/** A variable from outside: fetching `read` reads it, fetching `written` with `value` fed writes it. */
export interface OuterVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly read: Output;
  readonly value: Output;
  readonly written: Output;
}

/** A network, its weights and its optimiser as a graph. Any number of photos may be fed. */
export interface TrainingGraph {
  /** Of a `saved_model.pb`. */
  readonly bytes: Uint8Array;
  readonly inputs: GraphInputs;
  /** Fetching it does a training step; loss before the update, and how many photos had their class on top. */
  readonly trained: Output;
  /** Without dropout and update, with the weights to be judged: summed loss and right ones; needs photos and labels. */
  readonly judged: Output;
  readonly probabilities: Output;
  /** Each layer's output, of the same pass; needs photos only. */
  readonly layers: ReadonlyMap<string, Output>;
  /** What is trained on. */
  readonly weights: readonly OuterVariable[];
  /** The averages, with ema. */
  readonly averages: readonly OuterVariable[] | undefined;
  /** The optimiser's own, by their names. */
  readonly states: readonly OuterVariable[];
}

/** Writes a network's graph. Nothing is computed here. */
export function buildTrainingGraph(
  network: Network,
  { optimizer, ema = 0 }: Pick<CompileOptions, 'optimizer' | 'ema'>,
): TrainingGraph {
  const graph = new Graph();
  const description = describeNetwork(network);
  const inputs = placeholders(graph, network, description);
  const variables = new Variables(graph);
  const { weights } = description;
  for (const { name, shape } of weights) variables.add(name, shape);
  const names = stateNames(optimizer);
  const states = weights
    .filter(({ trainable }) => trainable)
    .flatMap(({ name, shape }) => names.map((part) => ({ name: `${name}/${part}`, shape })));
  for (const { name, shape } of states) variables.add(name, shape);
  const averages = ema > 0 ? weights.map(({ name }) => averageName(name)) : undefined;
  for (const { name, shape } of averages ? weights : []) variables.add(averageName(name), shape);

  const x = scaled(graph, inputs.photos);
  const trained = trainingPass(
    graph,
    { network, description, inputs, variables, optimizer, ema },
    x,
  );
  const judged = judgingPass(graph, { network, description, inputs, variables }, x, ema > 0);
  const outer = ({ name }: ExpectedTensor) => variables.outer(name);
  return {
    inputs,
    trained,
    ...judged,
    weights: weights.map(outer),
    averages: averages?.map((name) => variables.outer(name)),
    states: states.map(outer),
    // Last, when all nodes are there.
    bytes: graph.savedModel(),
  };
}

/** The variable of a weight's moving average. */
function averageName(weight: string): string {
  return `${weight}/average`;
}

function placeholders(
  graph: Graph,
  network: Network,
  { classes, layers }: NetworkDescription,
): GraphInputs {
  const masks = layers
    .filter(({ kind }) => kind === 'dropout')
    .map(({ name, outputShape }) => {
      return [name, graph.placeholder('float', [-1, ...outputShape])] as const;
    });
  return {
    photos: graph.placeholder('uint8', [-1, ...network.input]),
    targets: graph.placeholder('float', [-1, classes]),
    labels: graph.placeholder('int32', [-1]),
    step: {
      learningRate: graph.placeholder('float', []),
      adamRate: graph.placeholder('float', []),
      adamRoot: graph.placeholder('float', []),
      emaDecay: graph.placeholder('float', []),
    },
    masks: new Map(masks),
  };
}

/** Bytes as shares of 255. */
function scaled(graph: Graph, photos: Output): Output {
  return graph.float('RealDiv', graph.cast(photos, 'uint8', 'float'), graph.scalar(255));
}

/** The graph's variables, by name. */
class Variables {
  readonly #graph: Graph;
  readonly #all = new Map<string, Variable>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  add(name: string, shape: readonly number[]): void {
    const handle = this.#graph.node('VarHandleOp', [], {
      dtype: { type: 'float' },
      shape: { shape },
      shared_name: { text: name },
    });
    this.#all.set(name, { handle, value: read(this.#graph, handle), shape });
  }

  get(name: string): Variable {
    return this.#all.get(name)!;
  }

  outer(name: string): OuterVariable {
    const graph = this.#graph;
    const variable = this.get(name);
    const value = graph.placeholder('float', variable.shape);
    const written = assign(graph, variable, value);
    return {
      ...{ name, shape: variable.shape, value, read: variable.value },
      // An assignment has no output that could be asked for.
      written: graph.node('Shape', [value], SHAPE_OF_FLOATS, [written]),
    };
  }
}

const SHAPE_OF_FLOATS: Attributes = { T: { type: 'float' }, out_type: { type: 'int32' } };

interface Pass {
  readonly network: Network;
  readonly description: NetworkDescription;
  readonly inputs: GraphInputs;
  readonly variables: Variables;
}

interface Training extends Pass {
  readonly optimizer: CompileOptions['optimizer'];
  readonly ema: number;
}

/** Adds all layers but the softmax; the last output is the logits. */
function addLayers(
  graph: Graph,
  { network, description, inputs, variables }: Pass,
  x: Output,
  use: { readonly weight: (name: string) => string; readonly training: boolean },
): Map<string, GraphLayer> {
  const added = new Map<string, GraphLayer>();
  let output = x;
  for (const [i, layer] of network.layers.slice(0, -1).entries()) {
    const described = description.layers[i];
    const weights = described.weights.map(
      ({ name, role }) => [role, variables.get(use.weight(name)).value] as const,
    );
    const place = {
      graph,
      description: described,
      weights: new Map(weights),
      added: layer.kind === 'add' ? added.get(layer.from)?.output : undefined,
      training: use.training ? { mask: inputs.masks.get(layer.name) } : undefined,
    };
    const here = addLayer(place, layer, output);
    added.set(layer.name, here);
    output = here.output;
  }
  return added;
}

/** A step: forward, backward, update. */
function trainingPass(graph: Graph, pass: Training, x: Output): Output {
  const { network, description, inputs, variables, optimizer, ema } = pass;
  const added = addLayers(graph, pass, x, { weight: (name) => name, training: true });
  const logits = [...added.values()].at(-1)!.output;
  const losses = graph.float('SoftmaxCrossEntropyWithLogits', logits, inputs.targets);
  const photos = graph.node('Size', [losses], SHAPE_OF_FLOATS);
  const count = graph.cast(photos, 'int32', 'float');
  const loss = graph.reduce('Mean', losses, [0]);
  const dLogits = graph.float('RealDiv', `${losses}:1`, count);
  const back = backward(graph, network, added, dLogits);

  const trainable = description.weights.filter((weight) => weight.trainable);
  const gradients = clipGradients(
    graph,
    trainable.map(({ layer, role }) => back.get(layer)!.weights[role]),
    optimizer.clipNorm,
  );
  const moved = new Map<string, Output[]>();
  for (const [i, { name, layer, role }] of trainable.entries()) {
    const isFirst = layer === firstWithWeights(description);
    const update = {
      role,
      weight: variables.get(name),
      gradient: gradients[i],
      state: stateNames(optimizer).map((part) => variables.get(`${name}/${part}`)),
      readers: isFirst ? [logits] : [logits, back.get(layer)!.dx],
    };
    moved.set(name, updateWeight(graph, optimizer, inputs.step, update));
  }
  for (const [name, node] of moveStatistics(graph, pass, added)) moved.set(name, [node]);
  const followed = ema > 0 ? followWeights(graph, pass, moved) : [];
  const done = [...[...moved.values()].flat(), ...followed];
  return graph.node('Pack', [loss, rightOnes(graph, logits, inputs.labels)], PACK_TWO, done);
}

const PACK_TWO: Attributes = { ...FLOATS, N: { int: 2 }, axis: { int: 0 } };

function firstWithWeights({ layers }: NetworkDescription): string | undefined {
  return layers.find(({ weights }) => weights.length > 0)?.name;
}

/** The way back through all layers, from the gradient of the logits; by layer. */
function backward(
  graph: Graph,
  network: Network,
  added: ReadonlyMap<string, GraphLayer>,
  dLogits: Output,
): Map<string, Backward> {
  const back = new Map<string, Backward>();
  /** Gradients of outputs that an `add` further on took too. */
  const shortcuts = new Map<string, Output[]>();
  let dy = dLogits;
  for (const layer of network.layers.slice(0, -1).toReversed()) {
    const all = [dy, ...(shortcuts.get(layer.name) ?? [])];
    const gradient = sumOf(graph, all);
    if (layer.kind === 'add') {
      shortcuts.set(layer.from, [...(shortcuts.get(layer.from) ?? []), gradient]);
    }
    const here = added.get(layer.name)!.backward(gradient);
    back.set(layer.name, here);
    dy = here.dx;
  }
  return back;
}

/** Moving statistics after the batch's: moving · momentum + batch · (1 - momentum). By name, what does it. */
function moveStatistics(
  graph: Graph,
  { network, variables }: Pass,
  added: ReadonlyMap<string, GraphLayer>,
): Map<string, Output> {
  const moved = new Map<string, Output>();
  for (const layer of network.layers) {
    if (layer.kind !== 'batchNormalization') continue;
    const { momentum = BATCH_NORMALIZATION_DEFAULTS.momentum, name } = layer;
    const { mean, variance } = added.get(name)!.statistics!;
    const parts = { movingMean: mean, movingVariance: variance };
    for (const [role, batch] of Object.entries(parts)) {
      const moving = variables.get(`${name}/${role}`);
      const kept = graph.multiply(moving.value, momentum);
      const value = graph.add(kept, graph.multiply(batch, 1 - momentum));
      moved.set(`${name}/${role}`, assign(graph, moving, value));
    }
  }
  return moved;
}

/** The averages follow the weights as they are after the step; see CompileOptions.ema. */
function followWeights(
  graph: Graph,
  { description, variables, inputs }: Pass,
  moved: ReadonlyMap<string, readonly Output[]>,
): Output[] {
  const decay = inputs.step.emaDecay;
  const rest = graph.float('Sub', graph.scalar(1), decay);
  return description.weights.map(({ name }) => {
    const weight = read(graph, variables.get(name).handle, moved.get(name));
    const average = variables.get(averageName(name));
    const kept = graph.multiply(average.value, decay);
    return assign(graph, average, graph.add(kept, graph.multiply(weight, rest)));
  });
}

function rightOnes(graph: Graph, logits: Output, labels: Output): Output {
  const attributes: Attributes = {
    ...FLOATS,
    Tidx: { type: 'int32' },
    output_type: { type: 'int32' },
  };
  const top = graph.node('ArgMax', [logits, graph.scalar(-1, 'int32')], attributes);
  const right = graph.node('Equal', [top, labels], { T: { type: 'int32' } });
  return graph.reduce('Sum', graph.cast(right, 'bool', 'float'), [0]);
}

/** A pass without dropout and update. */
function judgingPass(graph: Graph, pass: Pass, x: Output, byAverages: boolean) {
  const { network, inputs } = pass;
  const weight = (name: string) => (byAverages ? averageName(name) : name);
  const added = addLayers(graph, pass, x, { weight, training: false });
  const logits = [...added.values()].at(-1)!.output;
  const probabilities = graph.float('Softmax', logits);
  const losses = graph.node('SparseSoftmaxCrossEntropyWithLogits', [logits, inputs.labels], {
    ...FLOATS,
    Tlabels: { type: 'int32' },
  });
  const loss = graph.reduce('Sum', losses, [0]);
  // By a node of their own: an output that is asked for and read once may be fused away for all that.
  const layers = [...added].map(
    ([name, { output }]) => [name, graph.float('Identity', output)] as const,
  );
  return {
    judged: graph.node('Pack', [loss, rightOnes(graph, logits, inputs.labels)], PACK_TWO),
    probabilities,
    layers: new Map([...layers, [network.layers.at(-1)!.name, probabilities]]),
  };
}
