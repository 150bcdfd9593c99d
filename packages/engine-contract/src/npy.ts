import { readFileSync } from 'node:fs';

/** A NumPy array file, C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Int32Array | BigInt64Array | Float32Array | Float64Array;
}

const ARRAYS = {
  '|u1': Uint8Array,
  '<i4': Int32Array,
  '<i8': BigInt64Array,
  '<f4': Float32Array,
  '<f8': Float64Array,
} as const;

/** Reads version 1 of NumPy's format. @throws for a type or an order that no test needs. */
export function readNpy(path: string): NpyArray {
  const file = readFileSync(path);
  const headerEnd = 10 + file.readUInt16LE(8);
  const header = file.toString('latin1', 10, headerEnd);
  const type = /'descr': '([^']+)'/.exec(header)?.[1] as keyof typeof ARRAYS;
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').filter((n) => n.trim());
  if (!(type in ARRAYS) || header.includes("'fortran_order': True")) {
    throw new Error(
      `Expected a C-order array of ${Object.keys(ARRAYS).join(', ')} in ${path}, got ${header}.`,
    );
  }
  // A copy, since typed arrays need an aligned start.
  const bytes = new Uint8Array(file.subarray(headerEnd));
  return { shape: shape.map(Number), values: new ARRAYS[type](bytes.buffer) };
}
