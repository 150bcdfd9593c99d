import type { Speed } from './lab-state.js';

/** How often the kernel moves, in milliseconds, and how many places then. */
export const PLAY_STEPS: Readonly<Record<Speed, { readonly ms: number; readonly places: number }>> =
  {
    slow: { ms: 300, places: 1 },
    middle: { ms: 60, places: 1 },
    fast: { ms: 33, places: 4 },
  };

/** Sizes of an output. */
export interface OutputSize {
  readonly height: number;
  readonly width: number;
}

/** The place that a key goes to from another, row by row; undefined for a key that goes nowhere. */
export function placeAfterKey(
  key: string,
  place: number,
  { height, width }: OutputSize,
): number | undefined {
  const last = height * width - 1;
  const within = (next: number) => Math.max(0, Math.min(last, next));
  switch (key) {
    case 'ArrowLeft':
      return within(place - 1);
    case 'ArrowRight':
      return within(place + 1);
    case 'ArrowUp':
      return place >= width ? place - width : place;
    case 'ArrowDown':
      return place + width <= last ? place + width : place;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
