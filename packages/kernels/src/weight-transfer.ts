import { checkTensors, type NamedTensors } from '@peasy/core';
import { fromPanels, panelFloats, toPanels } from './panels.js';
import type { MatrixPlan } from './plan/network-plan.js';

/** Where a named tensor lies in panels. */
export interface TensorPlace {
  readonly name: string;
  readonly matrix: MatrixPlan;
  readonly address: number;
}

/** Copies tensors out of linear memory, in the outside layout; what setTensors took comes back bit by bit. */
export function getTensors(places: readonly TensorPlace[], memory: ArrayBufferLike): NamedTensors {
  return new Map(
    places.map(({ name, matrix, address }) => {
      const { rows, columns, shape } = matrix;
      const panels = new Float32Array(memory, address, panelFloats(rows, columns));
      return [name, { shape: [...shape], values: fromPanels(panels, rows, columns) }];
    }),
  );
}

/**
 * Copies tensors into linear memory: all of them, or none when one does not fit.
 * @param what what they are, for messages: "weights".
 * @throws EngineError naming a tensor that is missing, unknown or of another shape.
 */
export function setTensors(
  places: readonly TensorPlace[],
  tensors: NamedTensors,
  memory: ArrayBufferLike,
  what: string,
): void {
  const expected = places.map(({ name, matrix }) => ({ name, shape: matrix.shape }));
  const checked = checkTensors(tensors, expected, what);
  places.forEach(({ matrix, address }, index) => {
    const { rows, columns } = matrix;
    const panels = new Float32Array(memory, address, panelFloats(rows, columns));
    toPanels(checked[index].values, rows, columns, panels);
  });
}
