import type { Scale } from '../state/curve-route.js';
import type { Extent } from './extent.js';

/** Ranges that + and - show, as shares of the present one. */
const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 0.5, '=': 0.5, '-': 2 };

/** The place that a key moves the cursor to, of rising places; undefined: the key moves nothing. */
export function placeByKey(
  key: string,
  places: readonly number[],
  x: number | undefined,
): number | undefined {
  const last = places.length - 1;
  const next = x === undefined ? last : places.findIndex((place) => place >= x);
  const at = next < 0 ? last : next;
  const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[key];
  return target === undefined ? undefined : places[Math.min(last, Math.max(0, target))];
}

/** The range that a key shows, about the cursor or the middle; undefined: the key zooms nothing. */
export function rangeByKey(
  key: string,
  [from, to]: Extent,
  x: number | undefined,
  scale: Scale,
): Extent | undefined {
  const factor = ZOOM_KEYS[key];
  if (factor === undefined) return undefined;
  if (scale === 'linear') {
    const about = x ?? (from + to) / 2;
    return [about - (about - from) * factor, about + (to - about) * factor];
  }
  const about = x ?? Math.sqrt(from * to);
  return [about * (from / about) ** factor, about * (to / about) ** factor];
}
