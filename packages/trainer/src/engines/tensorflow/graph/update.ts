import { DEFAULT_ADAM, type OptimizerOptions, type WeightDescription } from '@peasy/core';
import { FLOATS, type Graph, type Output } from './graph.js';

/** A variable of a graph: where it is kept, and its value before the step. */
export interface Variable {
  readonly handle: Output;
  readonly value: Output;
  readonly shape: readonly number[];
}

/** Numbers that change with the step, fed from outside; see `stepNumbers`. */
export interface StepInputs {
  readonly learningRate: Output;
  /** Of adam and adamw. */
  readonly adamRate: Output;
  /** Of adam and adamw: what the second moment's root is multiplied by. */
  readonly adamRoot: Output;
  /** Of the moving average of the weights. */
  readonly emaDecay: Output;
}

/** The values of StepInputs at a step, from 0; formulas are OptimizerOptions' and CompileOptions.ema's. */
export function stepNumbers(
  optimizer: OptimizerOptions,
  ema: number,
  { step, learningRate }: { readonly step: number; readonly learningRate: number },
): Record<keyof StepInputs, number> {
  const { beta1 = DEFAULT_ADAM.beta1, beta2 = DEFAULT_ADAM.beta2 } = optimizer;
  return {
    learningRate,
    adamRate: learningRate / (1 - beta1 ** (step + 1)),
    adamRoot: 1 / Math.sqrt(1 - beta2 ** (step + 1)),
    emaDecay: Math.min(ema, (1 + step) / (10 + step)),
  };
}

/** Gradients, none of them longer than `clipNorm` all together; see OptimizerOptions. */
export function clipGradients(
  graph: Graph,
  gradients: readonly Output[],
  clipNorm: number | undefined,
): readonly Output[] {
  if (!clipNorm) return gradients;
  // L2Loss is half of a sum of squares.
  const halves = gradients.map((gradient) => graph.float('L2Loss', gradient));
  const length = graph.float('Sqrt', graph.multiply(sumOf(graph, halves), 2));
  const longest = graph.add(length, graph.scalar(1e-6));
  const scale = graph.float('RealDiv', graph.scalar(clipNorm), longest);
  const factor = graph.float('Minimum', scale, graph.scalar(1));
  return gradients.map((gradient) => graph.multiply(gradient, factor));
}

/** The sum of tensors of one shape. */
export function sumOf(graph: Graph, terms: readonly Output[]): Output {
  if (terms.length === 1) return terms[0];
  return graph.node('AddN', terms, { ...FLOATS, N: { int: terms.length } });
}

/** Gives a variable a value. @returns the node that does it. */
export function assign(graph: Graph, { handle }: Variable, value: Output): Output {
  return graph.node('AssignVariableOp', [handle, value], {
    dtype: { type: 'float' },
    validate_shape: { bool: false },
  });
}

/** Reads a variable as it is after those nodes. */
export function read(graph: Graph, handle: Output, after: readonly Output[] = []): Output {
  return graph.node('ReadVariableOp', [handle], { dtype: { type: 'float' } }, after);
}

/** What a weight's update is made of. */
export interface Update {
  readonly weight: Variable;
  readonly role: WeightDescription['role'];
  readonly gradient: Output;
  /** In the order of the optimiser's state names. */
  readonly state: readonly Variable[];
  /** Nodes that read the weight; what changes it in its place waits for them, or it would be copied first. */
  readonly readers: readonly Output[];
}

/** Moves one weight by its gradient; formulas and their sources are OptimizerOptions'. @returns the nodes that do it. */
export function updateWeight(
  graph: Graph,
  optimizer: OptimizerOptions,
  inputs: StepInputs,
  update: Update,
): Output[] {
  const { weight, role, gradient } = update;
  const decay = role === 'kernel' ? (optimizer.weightDecay ?? 0) : 0;
  const isDecoupled = optimizer.kind === 'adamw';
  const pulled =
    decay > 0 && !isDecoupled ? graph.add(gradient, graph.multiply(weight.value, decay)) : gradient;
  if (optimizer.kind === 'sgd') return [descend(graph, optimizer, inputs, update, pulled)];
  const [first, second] = update.state;
  const { beta1 = DEFAULT_ADAM.beta1, beta2 = DEFAULT_ADAM.beta2 } = optimizer;
  const { epsilon = DEFAULT_ADAM.epsilon } = optimizer;
  const follow = (before: Output, beta: number, value: Output) =>
    graph.add(graph.multiply(before, beta), graph.multiply(value, 1 - beta));
  const mean = follow(first.value, beta1, pulled);
  const square = follow(second.value, beta2, graph.float('Square', pulled));
  const root = graph.multiply(graph.float('Sqrt', square), inputs.adamRoot);
  const step = graph.float('RealDiv', mean, graph.add(root, graph.scalar(epsilon)));
  const move = graph.multiply(step, inputs.adamRate);
  const pull = graph.multiply(graph.multiply(weight.value, inputs.learningRate), decay);
  const before = isDecoupled && decay > 0 ? graph.float('Sub', weight.value, pull) : weight.value;
  return [
    assign(graph, weight, graph.float('Sub', before, move)),
    assign(graph, first, mean),
    assign(graph, second, square),
  ];
}

function descend(
  graph: Graph,
  { momentum, nesterov = false }: OptimizerOptions,
  { learningRate }: StepInputs,
  { weight, state, readers }: Update,
  gradient: Output,
): Output {
  const locked = { use_locking: { bool: false } } as const;
  if (!(momentum > 0)) {
    const inputs = [weight.handle, learningRate, gradient];
    return graph.node('ResourceApplyGradientDescent', inputs, { ...FLOATS, ...locked }, readers);
  }
  const inputs = [weight.handle, state[0].handle, learningRate, gradient, graph.scalar(momentum)];
  return graph.node(
    'ResourceApplyKerasMomentum',
    inputs,
    { ...FLOATS, ...locked, use_nesterov: { bool: nesterov } },
    readers,
  );
}
