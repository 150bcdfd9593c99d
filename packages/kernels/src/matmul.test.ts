import { RandomStream } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { panelFloats, toPanels } from './panels.js';
import { bareKernels, SETS_HERE } from './testing/bare-kernels.js';

/** Rows of every group of six and four and their rests, one panel and two, more than one block of either side. */
const SIZES = [
  { rows: 1, inner: 1, columns: 1 },
  { rows: 3, inner: 5, columns: 2 },
  { rows: 6, inner: 9, columns: 8 },
  { rows: 7, inner: 4, columns: 17 },
  { rows: 8, inner: 3, columns: 16 },
  { rows: 16, inner: 33, columns: 24 },
  { rows: 29, inner: 770, columns: 13 },
  { rows: 141, inner: 1540, columns: 31 },
];

describe.each(SETS_HERE)('matmul of rows that packRows packed, %s', (set) => {
  it.each(SIZES)(
    '$rows x $inner by $inner x $columns, with bias and without',
    async ({ rows, inner, columns }) => {
      const sizes = [rows * inner, (rows + 3) * inner, panelFloats(inner, columns), columns + 16];
      const floats = [...sizes, rows * columns + 16, 96];
      const { kernels, memory, base } = await bareKernels(
        floats.reduce((bytes, count) => bytes + count * 4 + 64, 64),
        set,
      );
      let next = base;
      const [x, left, right, bias, product, scratch] = floats.map((count) => {
        const address = next;
        next += Math.ceil(count / 16) * 64;
        return address;
      });
      const at = (address: number, count: number) =>
        new Float32Array(memory.buffer, address, count);
      const random = new RandomStream(3);
      const draw = () => random.below(2001) / 1000 - 1;
      const a = at(x, rows * inner).map(draw);
      at(x, rows * inner).set(a);
      const b = Float32Array.from({ length: inner * columns }, draw);
      toPanels(b, inner, columns, at(right, panelFloats(inner, columns)));
      const biases = at(bias, columns).map(draw);
      at(bias, columns).set(biases);
      kernels.packRows(x, left, rows, inner);
      for (const given of [bias, 0]) {
        at(product + rows * columns * 4, 4).fill(7);
        kernels.matmul(
          ...([left, right, given, product, rows, inner, columns] as const),
          ...([columns * 4, scratch] as const),
        );
        const c = at(product, rows * columns);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = given ? biases[j] : 0;
            for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[k * columns + j];
            expect(Math.abs(c[i * columns + j] - sum)).toBeLessThan(1e-6 * (10 + inner));
          }
        }
        expect([...at(product + rows * columns * 4, 4)]).toEqual([7, 7, 7, 7]);
      }
    },
  );
});
