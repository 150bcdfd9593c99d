import { describe, expect, it } from 'vitest';
import { cellColours } from './cell-colours.js';

const channels = (colour: string) => (colour.match(/\d+/g) ?? []).map(Number);
const light = (byte: number) =>
  byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;

describe('cellColours()', () => {
  it('writes what can be read on every colour of every scale: a contrast of 4.5 and more', () => {
    for (const palette of ['colour', 'grey'] as const) {
      for (const from of [0, -1]) {
        for (let i = 0; i <= 255; i++) {
          const range = { from, to: 1 };
          const { ground, ink } = cellColours(range, palette, from + ((1 - from) * i) / 255);
          const [red, green, blue] = channels(ground).map(light);
          const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          const contrast = ink === '#fff' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
          expect(contrast).toBeGreaterThan(4.5);
        }
      }
    }
  });
});
