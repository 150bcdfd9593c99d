import { type NamedTensors, nearestWord, type Tensor } from '@peasy/core';
import { KernelsError } from './kernels-error.js';
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
 * @throws KernelsError naming a tensor that is missing, unknown or of another shape.
 */
export function setTensors(
  places: readonly TensorPlace[],
  tensors: NamedTensors,
  memory: ArrayBufferLike,
  what: string,
): void {
  refuseUnknown(places, tensors, what);
  const checked = places.map((place) => ({ place, tensor: requireTensor(place, tensors, what) }));
  for (const { place, tensor } of checked) {
    const { rows, columns } = place.matrix;
    const panels = new Float32Array(memory, place.address, panelFloats(rows, columns));
    toPanels(tensor.values, rows, columns, panels);
  }
}

function refuseUnknown(places: readonly TensorPlace[], tensors: NamedTensors, what: string): void {
  const names = places.map(({ name }) => name);
  for (const name of tensors.keys()) {
    if (names.includes(name)) continue;
    const near = nearestWord(name, names);
    throw new KernelsError(
      `Unknown tensor "${name}" in the ${what}.${near ? ` Did you mean "${near}"?` : ''} Expected ${listed(names)}.`,
    );
  }
}

function requireTensor({ name, matrix }: TensorPlace, tensors: NamedTensors, what: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) {
    throw new KernelsError(
      `Expected tensor "${name}" of shape [${matrix.shape.join(', ')}] in the ${what}, got ${listed([...tensors.keys()])}.`,
    );
  }
  const sameShape =
    tensor.shape.length === matrix.shape.length &&
    tensor.shape.every((size, axis) => size === matrix.shape[axis]);
  if (!sameShape || tensor.values.length !== matrix.rows * matrix.columns) {
    throw new KernelsError(
      `Expected tensor "${name}" in the ${what} to be of shape [${matrix.shape.join(', ')}] (${matrix.rows * matrix.columns} values), got [${tensor.shape.join(', ')}] (${tensor.values.length} values).`,
    );
  }
  return tensor;
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}
