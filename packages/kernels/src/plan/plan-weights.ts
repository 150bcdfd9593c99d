import type { WeightDescription } from '@peasy/core';
import { panelFloats } from '../panels.js';
import { MemoryLayout } from './memory-layout.js';
import type { MatrixPlan } from './network-plan.js';
import { sliceCount } from './slices.js';

export interface WeightsPlan {
  readonly matrices: readonly MatrixPlan[];
  readonly sliceStride: number;
}

/**
 * Places weights, gradients, velocities (for momentum) and the slices' parts of the gradients.
 * @param dense names of the dense layers' kernels, whose gradients are never written.
 */
export function planWeights(
  descriptions: readonly WeightDescription[],
  dense: ReadonlySet<string>,
  { batchSize, momentum }: { readonly batchSize: number; readonly momentum: boolean },
  layout: MemoryLayout,
): WeightsPlan {
  const parts = new MemoryLayout(0);
  const placed = descriptions.map(({ name, shape }) => {
    const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const columns = shape.at(-1)!;
    const floats = panelFloats(rows, columns);
    return {
      ...{ name, shape, rows, columns },
      weights: layout.allocateFloats(floats),
      gradient: dense.has(name) ? undefined : layout.allocateFloats(floats),
      velocity: momentum ? layout.allocateFloats(floats) : undefined,
      part: dense.has(name) ? undefined : parts.allocateFloats(floats),
    };
  });
  const base = layout.allocate(sliceCount(batchSize) * parts.bytes);
  return {
    matrices: placed.map((matrix) => ({
      ...matrix,
      part: matrix.part === undefined ? undefined : base + matrix.part,
    })),
    sliceStride: parts.bytes,
  };
}
