/** Colours for values: from zero up, about zero, and the post's grey. */
export const PALETTES_OF_VALUES = ['colour', 'grey'] as const;
export type ValuePalette = (typeof PALETTES_OF_VALUES)[number];

/** The values that the ends of a scale stand for. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
}

/** Red, green and blue for each of 256 places of a scale. */
export type ColourTable = Uint8Array;

/** Colours at equal distances along each scale; between two of them they are mixed. */
export const SCALE_COLOURS = {
  /** Cividis, which colour-blind eyes see alike (Nuñez, Anderton, Renslow 2018). */
  sequential: [
    '#00224e',
    '#123570',
    '#3b496c',
    '#575d6d',
    '#707173',
    '#8a8678',
    '#a59c74',
    '#c3b369',
    '#e1cc55',
    '#fee838',
  ],
  /** Vik, with a neutral middle (Crameri 2018). */
  diverging: [
    '#001261',
    '#033e7d',
    '#1e6f9d',
    '#71a8c4',
    '#c9dde7',
    '#ebe5e0',
    '#eacebd',
    '#d39774',
    '#be6533',
    '#8b2706',
    '#590008',
  ],
  grey: ['#000000', '#ffffff'],
} as const;
export type ScaleName = keyof typeof SCALE_COLOURS;

const TABLES: Readonly<Record<ScaleName, ColourTable>> = {
  sequential: table(SCALE_COLOURS.sequential),
  diverging: table(SCALE_COLOURS.diverging),
  grey: table(SCALE_COLOURS.grey),
};

/** The scale for values of a range: about a neutral zero where some are below it. */
export function scaleFor(range: ValueRange, palette: ValuePalette): ScaleName {
  if (palette === 'grey') return 'grey';
  return range.from < 0 ? 'diverging' : 'sequential';
}

/** The colours of the scale for values of a range. */
export function coloursFor(range: ValueRange, palette: ValuePalette): ColourTable {
  return TABLES[scaleFor(range, palette)];
}

/**
 * Range of some values, NaN and infinities left out; symmetric about zero where some are below it,
 * else from zero. With `step`, only every so many, from `first` on.
 */
export function rangeOf(values: ArrayLike<number>, first = 0, step = 1): ValueRange {
  let least = 0;
  let most = 0;
  for (let i = first; i < values.length; i += step) {
    const value = values[i];
    if (value < least && value !== Number.NEGATIVE_INFINITY) least = value;
    if (value > most && value !== Number.POSITIVE_INFINITY) most = value;
  }
  if (least === 0) return { from: 0, to: most };
  const reach = Math.max(-least, most);
  return { from: -reach, to: reach };
}

/** Range that holds all of several. */
export function joinRanges(ranges: readonly ValueRange[]): ValueRange {
  return rangeOf(ranges.flatMap(({ from, to }) => [from, to]));
}

/** Place of a value in a colour table, 0 to 255; a range without width has its zero in the middle or at the start. */
export function placeIn({ from, to }: ValueRange, value: number): number {
  if (Number.isNaN(value)) return 0;
  if (to <= from) return from < 0 ? 128 : 0;
  const share = (value - from) / (to - from);
  return Math.max(0, Math.min(255, Math.round(share * 255)));
}

const words = new WeakMap<ColourTable, Uint32Array>();

/** The same colours as a canvas's memory has them: alpha, blue, green, red. */
export function colourWords(colours: ColourTable): Uint32Array {
  const known = words.get(colours);
  if (known) return known;
  const made = Uint32Array.from({ length: 256 }, (_, i) =>
    wordOf(colours[i * 3], colours[i * 3 + 1], colours[i * 3 + 2]),
  );
  words.set(colours, made);
  return made;
}

/** An opaque pixel as a canvas's memory has it. */
export function wordOf(red: number, green: number, blue: number): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

function table(anchors: readonly string[]): ColourTable {
  const points = anchors.map((hex) =>
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
  );
  const colours = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (points.length - 1);
    const low = Math.min(Math.floor(at), points.length - 2);
    for (let c = 0; c < 3; c++) {
      const mixed = points[low][c] + (points[low + 1][c] - points[low][c]) * (at - low);
      colours[i * 3 + c] = Math.round(mixed);
    }
  }
  return colours;
}
