import type { Layer, LayerDescription } from '@peasy/core';
import { panelFloats } from '../panels.js';
import type { MemoryLayout } from './memory-layout.js';
import { conv2dBorder } from './plan-layer.js';

/** Regions that layers share, since each needs them only while its own kernels run. */
export interface Scratch {
  /** Left sides of matrix products, and gradients within a border. */
  readonly left: number;
  /** Right sides of matrix products, and kernels for the way back. */
  readonly right: number;
  /** Gradients of activations: a layer reads one and writes the other. */
  readonly gradients: readonly [number, number];
}

/** Regions as large as the neediest layer needs them. */
export function planScratch(
  descriptions: readonly LayerDescription[],
  layers: readonly Layer[],
  batchSize: number,
  layout: MemoryLayout,
): Scratch {
  const needs = descriptions.map((described, index) =>
    scratchFloats(described, layers[index], batchSize),
  );
  const largest = Math.max(
    ...descriptions.map(({ outputShape }) => outputShape.reduce((product, n) => product * n, 1)),
  );
  return {
    left: layout.allocateFloats(Math.max(...needs.map(({ left }) => left))),
    right: layout.allocateFloats(Math.max(...needs.map(({ right }) => right))),
    gradients: [
      layout.allocateFloats(batchSize * largest),
      layout.allocateFloats(batchSize * largest),
    ],
  };
}

function scratchFloats(
  { inputShape, outputShape }: LayerDescription,
  layer: Layer,
  batchSize: number,
): { left: number; right: number } {
  switch (layer.kind) {
    case 'conv2d': {
      const [height, width, filters] = outputShape;
      const { kernelSize } = layer;
      const sides = 2 * (kernelSize - 1 - conv2dBorder(layer));
      return {
        left: batchSize * (height + sides) * (width + sides) * filters,
        right: panelFloats(kernelSize * kernelSize * filters, inputShape[2]),
      };
    }
    case 'dense': {
      const [inputs] = inputShape;
      const [units] = outputShape;
      const rows = fourfold(batchSize);
      return {
        left: Math.max(rows * inputs, rows * units, fourfold(inputs) * batchSize),
        right: Math.max(panelFloats(batchSize, units), panelFloats(units, inputs)),
      };
    }
    default:
      return { left: 0, right: 0 };
  }
}

/** Left sides come in groups of four rows. */
function fourfold(rows: number): number {
  return Math.ceil(rows / 4) * 4;
}
