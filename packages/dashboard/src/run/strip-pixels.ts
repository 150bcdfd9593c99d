import { coloursFor } from '../inside/colour-scale.js';
import type { Histogram } from './histogram.js';

/** Histograms as columns of colours, the highest bin on top: RGB, `[bins, histograms, 3]`. */
export function stripPixels(spreads: readonly Histogram[]): Uint8ClampedArray {
  const [width, bins] = [spreads.length, spreads[0].counts.length];
  const pixels = new Uint8ClampedArray(width * bins * 3);
  const colours = coloursFor({ from: 0, to: 1 }, 'colour');
  spreads.forEach(({ counts }, x) => {
    // The root, so that thin tails are seen beside a tall middle.
    const tallest = Math.sqrt(Math.max(...counts)) || 1;
    counts.forEach((count, bin) => {
      const at = Math.round((Math.sqrt(count) / tallest) * 255) * 3;
      const to = ((bins - 1 - bin) * width + x) * 3;
      for (let c = 0; c < 3; c++) pixels[to + c] = colours[at + c];
    });
  });
  return pixels;
}
