import { describe, expect, it } from 'vitest';
import { flatShape } from './flat-picture.js';
import { columnsFor, type FrameGrid, frameOrigin, gridSize, placeAt, stepPlace } from './frames.js';

const grid: FrameGrid = { count: 6, columns: 4, width: 3, height: 2, zoom: 2, gap: 1 };

describe('a grid of frames', () => {
  it('finds every value where it was drawn, and nothing between frames', () => {
    expect(gridSize(grid)).toEqual({ width: 27, height: 9 });
    for (let frame = 0; frame < 6; frame++) {
      const { left, top } = frameOrigin(grid, frame);
      for (const [y, x] of [
        [0, 0],
        [1, 2],
      ]) {
        expect(placeAt(grid, left + x * 2 + 1, top + y * 2)).toEqual({ frame, y, x });
      }
    }
    expect(placeAt(grid, 6, 0)).toBeUndefined();
    expect(placeAt(grid, 20, 6)).toBeUndefined();
    expect(placeAt(grid, -1, 0)).toBeUndefined();
  });

  it('is walked by arrow keys, over the edges of frames, and ends at its own', () => {
    expect(stepPlace(grid, { frame: 0, y: 0, x: 2 }, 'right')).toEqual({ frame: 1, y: 0, x: 0 });
    expect(stepPlace(grid, { frame: 1, y: 1, x: 0 }, 'down')).toEqual({ frame: 5, y: 0, x: 0 });
    expect(stepPlace(grid, { frame: 2, y: 1, x: 0 }, 'down')).toEqual({ frame: 2, y: 1, x: 0 });
    expect(stepPlace(grid, { frame: 0, y: 0, x: 0 }, 'left')).toEqual({ frame: 0, y: 0, x: 0 });
    expect(stepPlace(grid, { frame: 4, y: 0, x: 1 }, 'up')).toEqual({ frame: 0, y: 1, x: 1 });
  });

  it("has the post's four rows where they fit", () => {
    expect(columnsFor(32, 32, 400)).toBe(8);
    expect(columnsFor(8, 16, 400)).toBe(2);
    expect(columnsFor(32, 32, 100)).toBe(3);
    expect(columnsFor(1, 600, 400)).toBe(1);
  });
});

describe('flatShape()', () => {
  it("draws the post's Dense network as the post does", () => {
    expect(flatShape(768, 'picture')).toEqual({ height: 16, width: 16, channels: 3, shown: 768 });
    expect(flatShape(384, 'picture')).toEqual({ height: 11, width: 11, channels: 3, shown: 363 });
    expect(flatShape(128, 'cells')).toEqual({ height: 11, width: 12, channels: 1, shown: 128 });
  });
});
