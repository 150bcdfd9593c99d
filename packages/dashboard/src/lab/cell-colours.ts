import { coloursFor, placeIn, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';

/** What a cell is painted with. */
export interface CellColours {
  readonly ground: string;
  readonly ink: string;
}

/** A colour of a value, and black or white for words on it, whichever is easier to read. */
export function cellColours(range: ValueRange, palette: ValuePalette, value: number): CellColours {
  const at = placeIn(range, value) * 3;
  const rgb = [...coloursFor(range, palette).subarray(at, at + 3)];
  const [red, green, blue] = rgb.map((byte) => linear(byte / 255));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where both have the same contrast by WCAG: (l + .05) / .05 = 1.05 / (l + .05).
  const isDark = (luminance + 0.05) ** 2 < 1.05 * 0.05;
  return { ground: `rgb(${rgb.join(' ')})`, ink: isDark ? '#fff' : '#000' };
}

/** A channel of sRGB as light (IEC 61966-2-1). */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
