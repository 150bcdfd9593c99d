/** How a flat output is drawn: each unit a cell, or three in a row one coloured pixel, as in the post. */
export const FLAT_LOOKS = ['cells', 'picture'] as const;
export type FlatLook = (typeof FLAT_LOOKS)[number];

/** Sides of a flat output's drawing, and how many units it holds. */
export interface FlatShape {
  readonly height: number;
  readonly width: number;
  /** 1, or 3: red, green and blue. */
  readonly channels: number;
  readonly shown: number;
}

/** Units that a row of cells has at most. */
const MOST_COLUMNS = 32;

/**
 * As the post draws its Dense network: the largest square of coloured pixels that the units fill,
 * 768 as 16x16x3, the first 363 of 384 as 11x11x3. As cells: all of them, in rows.
 */
export function flatShape(units: number, look: FlatLook): FlatShape {
  if (look === 'picture' && units >= 3) {
    const side = Math.floor(Math.sqrt(units / 3));
    return { height: side, width: side, channels: 3, shown: side * side * 3 };
  }
  const width = Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(units)));
  return { height: Math.ceil(units / width), width, channels: 1, shown: units };
}
