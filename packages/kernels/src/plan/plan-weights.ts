import type { WeightDescription } from '@peasy/core';
import { panelFloats } from '../panels.js';
import type { MemoryLayout } from './memory-layout.js';
import type { MatrixPlan } from './network-plan.js';

export interface WeightsPlan {
  readonly matrices: readonly MatrixPlan[];
  readonly weights: number;
  readonly gradients: number;
  readonly velocities: number | undefined;
  readonly weightFloats: number;
}

/** Places weights, gradients and, for momentum, velocities in three regions of the same order. */
export function planWeights(
  descriptions: readonly WeightDescription[],
  momentum: boolean,
  layout: MemoryLayout,
): WeightsPlan {
  const sizes = descriptions.map(({ shape }) => panelFloats(rowsOf(shape), shape.at(-1)!));
  const weightFloats = sizes.reduce((sum, size) => sum + size, 0);
  const weights = layout.allocateFloats(weightFloats);
  const gradients = layout.allocateFloats(weightFloats);
  const velocities = momentum ? layout.allocateFloats(weightFloats) : undefined;
  let offset = 0;
  const matrices = descriptions.map(({ name, shape }, index): MatrixPlan => {
    const start = offset;
    offset += sizes[index] * 4;
    return {
      name,
      shape,
      rows: rowsOf(shape),
      columns: shape.at(-1)!,
      weights: weights + start,
      gradient: gradients + start,
      velocity: velocities === undefined ? undefined : velocities + start,
    };
  });
  return { matrices, weights, gradients, velocities, weightFloats };
}

function rowsOf(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, size) => product * size, 1);
}
