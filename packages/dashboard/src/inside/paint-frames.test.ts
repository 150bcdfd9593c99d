import { describe, expect, it } from 'vitest';
import { coloursFor, placeIn, type ValuePalette, type ValueRange } from './colour-scale.js';
import { type FrameGrid, gridSize, placeAt } from './frames.js';
import { paintFrames } from './paint-frames.js';

const GRID: FrameGrid = { count: 3, columns: 2, height: 2, width: 3, zoom: 2, gap: 1 };
const VALUES = Float32Array.from(
  { length: GRID.height * GRID.width * GRID.count },
  (_, i) => Math.sin(i * 7.3) * 2,
);

function painted(
  grid: FrameGrid,
  values: Float32Array,
  paint: { ranges: readonly ValueRange[]; palette: ValuePalette; coloured: boolean },
) {
  const { width, height } = gridSize(grid);
  const words = new Uint32Array(width * height);
  const channels = values.length / grid.height / grid.width;
  const tensor = { shape: [grid.height, grid.width, channels], values };
  paintFrames(words, width, tensor, grid, paint);
  return { bytes: new Uint8Array(words.buffer), width, height };
}

describe('paintFrames()', () => {
  it.each([
    [[{ from: -2, to: 2 }], 'colour'],
    [[{ from: 0, to: 1.3 }], 'grey'],
    [
      [
        { from: 0, to: 1 },
        { from: -3, to: 3 },
        { from: 0, to: 0 },
      ],
      'colour',
    ],
  ] as const)(
    'paints every pixel in the colour of the value that lies there: %j, %s',
    (ranges, palette) => {
      const { bytes, width, height } = painted(GRID, VALUES, { ranges, palette, coloured: false });
      for (let top = 0; top < height; top++) {
        for (let left = 0; left < width; left++) {
          const place = placeAt(GRID, left, top);
          const pixel = [...bytes.subarray((top * width + left) * 4).subarray(0, 4)];
          if (!place) {
            expect(pixel).toEqual([0, 0, 0, 0]);
            continue;
          }
          const { frame, y, x } = place;
          const range = ranges[ranges.length > 1 ? frame : 0];
          const value = VALUES[(y * GRID.width + x) * GRID.count + frame];
          const at = placeIn(range, value) * 3;
          expect(pixel).toEqual([...coloursFor(range, palette).subarray(at, at + 3), 255]);
        }
      }
    },
  );

  it('lets the page through where a value is no number, and keeps infinities at the ends', () => {
    const grid = { ...GRID, count: 1, columns: 1, height: 1, width: 3, zoom: 1 };
    const values = Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, -1]);
    const ranges = [{ from: 0, to: 1 }];
    const { bytes } = painted(grid, values, { ranges, palette: 'grey', coloured: false });
    expect([...bytes]).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255]);
  });

  it('makes one coloured frame of three channels', () => {
    const grid = { ...GRID, count: 1, columns: 1, height: 1, width: 2, zoom: 1 };
    const values = Float32Array.from([0, 0.5, 1, 2, -1, 0.2]);
    const ranges = [{ from: 0, to: 1 }];
    const { bytes } = painted(grid, values, { ranges, palette: 'colour', coloured: true });
    expect([...bytes]).toEqual([0, 128, 255, 255, 255, 0, 51, 255]);
  });
});
