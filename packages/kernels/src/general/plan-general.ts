import {
  BATCH_NORMALIZATION_DEFAULTS,
  type CompileOptions,
  describeNetwork,
  type Layer,
  type LayerDescription,
  type Network,
  windowPlaces,
} from '@peasy/core';
import { panelFloats } from '../panels.js';
import { MemoryLayout } from '../plan/memory-layout.js';
import { SLICE_PHOTOS, sliceCount } from '../plan/slices.js';
import type {
  AddPlan,
  GeneralLayer,
  GeneralPlan,
  GeneralWeight,
  NormalizationPlan,
  WindowsPlan,
} from './general-plan.js';
import { sliceBytes } from './normalization-statistics.js';
import { planGroup } from './plan-group.js';
import { planPasses } from './plan-phases.js';
import { planRegions, planStretches } from './plan-regions.js';
import { planWinograd, planWinogradScratch, zeroBytes } from './plan-winograd.js';

/** Of a slice: a float64 and an int32. */
const SCORE_BYTES = 16;

/**
 * Lays a network out for the general way.
 * @param base first free byte of memory. @param threads each has scratch of its own.
 */
export function planGeneral(
  network: Network,
  { batchSize, optimizer, ema = 0 }: CompileOptions,
  { base, threads }: { readonly base: number; readonly threads: number },
): GeneralPlan {
  const described = describeNetwork(network);
  const layout = new MemoryLayout(base);
  const { weights, regions } = planRegions(
    described.weights,
    optimizer,
    { batchSize, ema },
    layout,
  );
  const size = sizeOf(network.input);
  const input = {
    shape: network.input,
    size,
    indices: layout.allocate(batchSize * 4),
    pixels: layout.allocate(batchSize * size),
    labels: layout.allocate(batchSize),
    values: layout.allocateFloats(batchSize * size),
    targets: layout.allocateFloats(batchSize * described.classes),
  };
  const lowest = described.layers.findIndex((layer) => layer.parameters > 0);
  const firstWithWeights = lowest < 0 ? network.layers.length - 1 : lowest;
  const layers = new LayerPlanner(network, batchSize, firstWithWeights, weights, layout).plan(
    described.layers,
    input.values,
  );
  const stretches = planStretches(weights);
  const scratch = planScratch(layers, layout, threads);
  return {
    batchSize,
    classes: described.classes,
    input,
    layers,
    weights,
    regions,
    stretches,
    squares: layout.allocate(stretches.length * 8),
    gradientStride: gradientBytes(described.layers),
    ...scratch,
    scores: layout.allocate(sliceCount(batchSize) * SCORE_BYTES),
    ...planPasses(layers, firstWithWeights),
    bytes: layout.bytes,
  };
}

/** Walks up the network and places what its layers need. */
class LayerPlanner {
  readonly #layers: readonly Layer[];
  readonly #batchSize: number;
  readonly #firstWithWeights: number;
  readonly #weights: readonly GeneralWeight[];
  readonly #layout: MemoryLayout;
  /** Where adds leave gradients for the outputs of layers, by name. */
  readonly #held = new Map<string, number>();

  constructor(
    network: Network,
    batchSize: number,
    firstWithWeights: number,
    weights: readonly GeneralWeight[],
    layout: MemoryLayout,
  ) {
    this.#layers = network.layers;
    this.#batchSize = batchSize;
    this.#firstWithWeights = firstWithWeights;
    this.#weights = weights;
    this.#layout = layout;
  }

  plan(descriptions: readonly LayerDescription[], input: number): GeneralLayer[] {
    // Gradients walk down between two regions.
    const bytes = sliceCount(this.#batchSize) * gradientBytes(descriptions);
    const arenas = [this.#layout.allocate(bytes), this.#layout.allocate(bytes)];
    for (const layer of this.#layers) {
      if (layer.kind !== 'add' || this.#held.has(layer.from)) continue;
      const from = descriptions.find(({ name }) => name === layer.from)!;
      this.#held.set(layer.from, this.#room(sizeOf(from.outputShape)));
    }
    const outputs = new Map<string, number>();
    let address = input;
    return descriptions.map((described, position) => {
      const layer = this.#layers[position];
      const from = address;
      if (layer.kind !== 'flatten') address = this.#room(sizeOf(described.outputShape));
      outputs.set(layer.name, address);
      return {
        layer,
        position,
        inputShape: described.inputShape,
        outputShape: described.outputShape,
        inputSize: sizeOf(described.inputShape),
        outputSize: sizeOf(described.outputShape),
        input: from,
        output: address,
        inputGradient: arenas[position % 2],
        outputGradient: arenas[(position + 1) % 2],
        carries: position > this.#firstWithWeights,
        held: this.#held.get(layer.name),
        weights: Object.fromEntries(
          described.weights.map(({ name, role }) => [
            role,
            this.#weights.find((weight) => weight.name === name)!,
          ]),
        ),
        ...this.#extras(layer, described, position, outputs),
      };
    });
  }

  #extras(
    layer: Layer,
    { inputShape, outputShape }: LayerDescription,
    position: number,
    outputs: ReadonlyMap<string, number>,
  ): Pick<GeneralLayer, 'windows' | 'winners' | 'normalization' | 'group' | 'add'> {
    switch (layer.kind) {
      case 'conv2d':
      case 'dense':
        return { windows: this.#windows(layer, inputShape, outputShape, position) };
      case 'maxPool2d':
        return { winners: this.#room(sizeOf(outputShape)) };
      case 'batchNormalization':
        return {
          normalization: this.#normalization(layer, inputShape),
          group: planGroup(this.#layers, position, inputShape, ({ name }) => this.#held.has(name)),
        };
      case 'add':
        return { add: this.#add(layer.from, position, outputs) };
      default:
        return {};
    }
  }

  #windows(
    layer: Layer & { readonly kind: 'conv2d' | 'dense' },
    inputShape: readonly number[],
    outputShape: readonly number[],
    position: number,
  ): WindowsPlan {
    const isLine = layer.kind === 'dense';
    const [height, width, channels] = isLine ? [1, 1, inputShape[0]] : inputShape;
    const [outHeight, outWidth, filters] = isLine ? [1, 1, outputShape[0]] : outputShape;
    const down = isLine ? NO_BORDER : windowPlaces(height, layer);
    const across = isLine ? NO_BORDER : windowPlaces(width, layer);
    const kernelSize = isLine ? 1 : layer.kernelSize;
    const carries = position > this.#firstWithWeights;
    const turnedFloats = panelFloats(kernelSize * kernelSize * filters, channels);
    const windows: WindowsPlan = {
      ...{ kernelSize, strides: isLine ? 1 : (layer.strides ?? 1), height, width, channels },
      top: down.before,
      left: across.before,
      paddedHeight: height + down.before + down.after,
      paddedWidth: width + across.before + across.after,
      ...{ outHeight, outWidth, filters, isLine },
      turned: carries ? this.#layout.allocateFloats(turnedFloats) : undefined,
    };
    return { ...windows, winograd: planWinograd(windows, this.#layout) };
  }

  #normalization(
    { momentum, epsilon }: Layer & { readonly kind: 'batchNormalization' },
    inputShape: readonly number[],
  ): NormalizationPlan {
    const channels = inputShape.at(-1)!;
    const slices = sliceCount(this.#batchSize);
    return {
      channels,
      places: sizeOf(inputShape) / channels,
      epsilon: epsilon ?? BATCH_NORMALIZATION_DEFAULTS.epsilon,
      momentum: momentum ?? BATCH_NORMALIZATION_DEFAULTS.momentum,
      moments: this.#layout.allocate(slices * channels * 16),
      gradientSums: this.#layout.allocate(slices * channels * 16),
      slices: this.#layout.allocate(slices * sliceBytes(channels)),
      sliceStride: sliceBytes(channels),
    };
  }

  #add(from: string, position: number, outputs: ReadonlyMap<string, number>): AddPlan {
    // The way back meets the last add first: it finds nothing there yet.
    const later = this.#layers
      .slice(position + 1)
      .some((layer) => layer.kind === 'add' && layer.from === from);
    return { from: outputs.get(from)!, held: this.#held.get(from)!, accumulates: later };
  }

  /** Room for `size` values a photo. */
  #room(size: number): number {
    return this.#layout.allocateFloats(this.#batchSize * size);
  }
}

/** Of a slice, for the largest output. */
function gradientBytes(descriptions: readonly LayerDescription[]): number {
  const largest = Math.max(...descriptions.map(({ outputShape }) => sizeOf(outputShape)));
  return SLICE_PHOTOS * largest * 4;
}

const NO_BORDER = { before: 0, after: 0 };

/** Scratch of threads: for convolutions by windows, and for those by Winograd's transforms. */
function planScratch(layers: readonly GeneralLayer[], layout: MemoryLayout, threads: number) {
  const perThread = new MemoryLayout(0);
  const all = layers.flatMap(({ windows }) => (windows ? [windows] : []));
  const needs = all.filter(({ winograd }) => !winograd);
  const padded = perThread.allocateFloats(
    Math.max(0, ...needs.map((windows) => SLICE_PHOTOS * largestMap(windows))),
  );
  const packed = perThread.allocateFloats(
    Math.max(
      0,
      ...needs.map(({ outHeight, outWidth, filters }) =>
        panelFloats(SLICE_PHOTOS * outHeight * outWidth, filters),
      ),
    ),
  );
  const winograd = planWinogradScratch(all, perThread);
  const zeros = layout.allocate(zeroBytes(all));
  const base = layout.allocate(threads * perThread.bytes);
  return {
    padded: base + padded,
    packed: base + packed,
    winograd: {
      inputs: base + winograd.inputs,
      outputs: base + winograd.outputs,
      kernelGradient: base + winograd.kernelGradient,
      strip: base + winograd.strip,
      dump: base + winograd.dump,
    },
    scratchStride: perThread.bytes,
    zeros,
  };
}

/** Values a photo of the larger of the two maps within a border: the input, and on the way back the gradient. */
function largestMap(windows: WindowsPlan): number {
  const { height, width, kernelSize, paddedHeight, paddedWidth, channels, filters } = windows;
  const spread = (height + kernelSize - 1) * (width + kernelSize - 1) * filters;
  return Math.max(paddedHeight * paddedWidth * channels, spread);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
