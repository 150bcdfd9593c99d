import type { Tensor } from '@peasy/core';

/** An axis of a tensor: what it counts, and what its places are called where they have names. */
export interface TensorAxis {
  readonly name: string;
  readonly places?: readonly string[];
}

/** Bytes before the header of an .npy file, version 1.0: "\x93NUMPY", version, header's length. */
const NPY_START = 10;
/** Values begin at a multiple of so many bytes. */
const NPY_ALIGNMENT = 64;

/** A tensor as NumPy's .npy, float32. */
export function npyOf({ shape, values }: Tensor): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const least = NPY_START + dictionary.length + 1;
  const start = Math.ceil(least / NPY_ALIGNMENT) * NPY_ALIGNMENT;
  const header = `${dictionary.padEnd(start - NPY_START - 1)}\n`;
  const file = new Uint8Array(start + values.length * 4);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const view = new DataView(file.buffer);
  view.setUint16(8, header.length, true);
  file.set(new TextEncoder().encode(header), NPY_START);
  for (let i = 0; i < values.length; i++) view.setFloat32(start + i * 4, values[i], true);
  return file;
}

/** A tensor as rows of CSV: a column an axis, and the value, exact. */
export function tensorRows(
  { shape, values }: Tensor,
  axes: readonly TensorAxis[],
): readonly (readonly string[])[] {
  const rows: string[][] = [[...axes.map(({ name }) => name), 'value']];
  const place = shape.map(() => 0);
  for (const value of values) {
    const names = place.map((at, axis) => axes[axis].places?.[at] ?? String(at));
    rows.push([...names, String(value)]);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]++;
      if (place[axis] < shape[axis]) break;
      place[axis] = 0;
    }
  }
  return rows;
}

/** Tensors of one shape as one, an axis more in front. */
export function stacked(tensors: readonly Tensor[]): Tensor {
  const [{ shape, values }] = tensors;
  const all = new Float32Array(tensors.length * values.length);
  for (const [i, one] of tensors.entries()) all.set(one.values, i * values.length);
  return { shape: [tensors.length, ...shape], values: all };
}
