import { describe, expect, it } from 'vitest';
import {
  DRAWING_SIDE,
  type Drawing,
  drawingPixels,
  FIRST_DRAWING,
  formatDrawing,
  paintedLine,
  parseDrawing,
} from './drawing.js';

const painted = (drawing: Drawing, y: number, x: number, grey: number) =>
  paintedLine(drawing, { y, x }, { y, x }, grey);

describe('a drawing', () => {
  it('goes into the address and back', () => {
    const drawing = painted(painted(FIRST_DRAWING, 0, 1, 2), 15, 15, 3);
    expect(parseDrawing(formatDrawing(drawing))).toEqual(drawing);
    expect(formatDrawing(drawing)).toHaveLength(128);
    for (const text of ['', 'ff', 'g'.repeat(128), 'A'.repeat(128), '0'.repeat(129)]) {
      expect(parseDrawing(text)).toBeUndefined();
    }
  });

  it('changes where it is painted, and only there', () => {
    const changed = painted(FIRST_DRAWING, 4, 9, 2);
    expect(changed.filter((grey, i) => grey !== FIRST_DRAWING[i])).toEqual([2]);
    expect(changed[4 * DRAWING_SIDE + 9]).toBe(2);
    expect(painted(changed, 4, 9, 2)).toBe(changed);
  });

  it('has no gaps in a stroke that leaves out pixels, whichever way it goes', () => {
    const black = FIRST_DRAWING.map(() => 0);
    const places = (drawing: Drawing) =>
      drawing.flatMap((grey, i) =>
        grey === 3 ? [[Math.floor(i / DRAWING_SIDE), i % DRAWING_SIDE]] : [],
      );
    const [from, to] = [
      { y: 2, x: 3 },
      { y: 2, x: 6 },
    ];
    expect(places(paintedLine(black, from, to, 3))).toEqual([
      [2, 3],
      [2, 4],
      [2, 5],
      [2, 6],
    ]);
    expect(paintedLine(black, to, from, 3)).toEqual(paintedLine(black, from, to, 3));
    const steep = places(paintedLine(black, { y: 9, x: 1 }, { y: 4, x: 2 }, 3));
    expect(steep.map(([y]) => y)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('fills a photo in whole pixels, red, green and blue alike', () => {
    const drawing = painted(FIRST_DRAWING, 1, 0, 3);
    const pixels = drawingPixels(drawing, 32, 32);
    const at = (y: number, x: number) => [...pixels.subarray((y * 32 + x) * 3).slice(0, 3)];
    expect(at(2, 0)).toEqual([255, 255, 255]);
    expect(at(3, 1)).toEqual([255, 255, 255]);
    expect(at(4, 0)).toEqual([0, 0, 0]);
    expect(at(3, 2)).toEqual([0, 0, 0]);
  });
});
