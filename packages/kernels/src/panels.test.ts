import { describe, expect, it } from 'vitest';
import { fromPanels, panelFloats, toPanels } from './panels.js';
import { bareKernels } from './testing/bare-kernels.js';

const numbered = (count: number) => Float32Array.from({ length: count }, (_, i) => i + 1);

describe('panels', () => {
  it('hold eight columns each, row by row, filled up with zeros', () => {
    const panels = new Float32Array(panelFloats(2, 10)).fill(9);
    toPanels(numbered(20), 2, 10, panels);
    expect([...panels]).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[11, 12, 13, 14, 15, 16, 17, 18],
      ...[9, 10, 0, 0, 0, 0, 0, 0],
      ...[19, 20, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it.each([
    [1, 1],
    [3, 8],
    [7, 9],
    [27, 32],
    [5, 23],
  ])('give a matrix of %i x %i back', (rows, columns) => {
    const panels = new Float32Array(panelFloats(rows, columns));
    const values = numbered(rows * columns);
    toPanels(values, rows, columns, panels);
    expect(fromPanels(panels, rows, columns)).toEqual(values);
  });

  it.each([
    { window: 1, inputs: 5, outputs: 3 },
    { window: 9, inputs: 3, outputs: 17 },
    { window: 25, inputs: 10, outputs: 8 },
  ])(
    'are turned and transposed for the way back: $window places, $inputs to $outputs',
    async ({ window, inputs, outputs }) => {
      const fromFloats = panelFloats(window * inputs, outputs);
      const toFloats = panelFloats(window * outputs, inputs);
      const { kernels, memory, base: from } = await bareKernels((fromFloats + toFloats) * 4);
      const to = from + fromFloats * 4;
      const values = numbered(window * inputs * outputs);
      toPanels(values, window * inputs, outputs, new Float32Array(memory.buffer, from, fromFloats));
      // In two parts, as the pieces of an update do it.
      const middle = outputs >> 1;
      kernels.transposePanels(from, to, window, inputs, outputs, middle, outputs);
      kernels.transposePanels(from, to, window, inputs, outputs, 0, middle);
      const panels = new Float32Array(memory.buffer, to, toFloats);
      const turned = fromPanels(panels, window * outputs, inputs);
      for (let place = 0; place < window; place++) {
        for (let i = 0; i < inputs; i++) {
          for (let o = 0; o < outputs; o++) {
            expect(turned[((window - 1 - place) * outputs + o) * inputs + i]).toBe(
              values[(place * inputs + i) * outputs + o],
            );
          }
        }
      }
    },
  );
});
