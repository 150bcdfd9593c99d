import { describe, expect, it } from 'vitest';
import { Ink, PixelSheet } from './pixel-sheet.js';

/** The pixels row by row, each [red, green, blue, alpha]. */
function pixelsOf(sheet: PixelSheet): readonly (readonly number[])[] {
  const words = new Uint32Array(sheet.width * sheet.height);
  sheet.writeTo(words);
  return Array.from(words, (word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 255));
}

describe('PixelSheet', () => {
  it('writes rows, with colours as they are and the rest clear', () => {
    const sheet = new PixelSheet(3, 2);
    sheet.lay(1, 1, 2, new Ink('#ff8000', 0.5));
    const pixels = pixelsOf(sheet);
    expect(pixels[4][3]).toBe(128);
    [255, 128, 0].forEach((value, i) => {
      expect(Math.abs(pixels[4][i] - value)).toBeLessThanOrEqual(1);
    });
    expect(pixels.filter(([, , , alpha]) => alpha > 0)).toHaveLength(1);
  });

  it('covers a pixel as far as the strip reaches into it', () => {
    const sheet = new PixelSheet(1, 5);
    sheet.lay(0, 0.75, 3.5, new Ink('#000000', 1));
    expect(pixelsOf(sheet).map(([, , , alpha]) => alpha)).toEqual([64, 255, 255, 128, 0]);
    const within = new PixelSheet(1, 1);
    within.lay(0, 0.25, 0.5, new Ink('#000000', 1));
    expect(pixelsOf(within)[0][3]).toBe(64);
  });

  it('lays one ink over another as a painter does', () => {
    const sheet = new PixelSheet(1, 1);
    for (const [colour, opacity] of [
      ['#ffffff', 1],
      ['#ff0000', 0.4],
      ['#0000ff', 0.25],
    ] as const) {
      sheet.lay(0, 0, 1, new Ink(colour, opacity));
    }
    const [red, green, blue, alpha] = pixelsOf(sheet)[0];
    const [under, over] = [255 * 0.6, 0.75];
    expect(alpha).toBeGreaterThanOrEqual(254);
    for (const [got, wanted] of [
      [red, 255 * over],
      [green, under * over],
      [blue, under * over + 255 * 0.25],
    ]) {
      expect(Math.abs(got - wanted)).toBeLessThanOrEqual(2);
    }
  });

  it('leaves out what is outside', () => {
    const sheet = new PixelSheet(2, 2);
    const ink = new Ink('#123456', 1);
    for (const [column, top, bottom] of [
      [-1, 0, 2],
      [2, 0, 2],
      [0, -5, 0],
      [0, 2, 9],
      [0, Number.NaN, 1],
    ] as const) {
      sheet.lay(column, top, bottom, ink);
    }
    expect(
      pixelsOf(sheet)
        .flat()
        .every((value) => value === 0),
    ).toBe(true);
    sheet.lay(1, -3, 9, ink);
    expect(pixelsOf(sheet).map(([, , , alpha]) => alpha)).toEqual([0, 255, 0, 255]);
  });
});
