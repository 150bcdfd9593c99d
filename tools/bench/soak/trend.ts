import { median } from '../statistics.js';

/** A value at a time, in milliseconds. */
export interface Point {
  readonly time: number;
  readonly value: number;
}

/** How a quantity went over a soak. */
export interface Trend {
  /** Its middle values in the first, the middle and the last third of the time. */
  readonly thirds: readonly [number, number, number];
  /** Of the last two thirds: in the first, caches and the pools of V8 fill. */
  readonly perHour: number;
  /** What that slope comes to over those two thirds. */
  readonly growth: number;
  readonly grows: boolean;
}

/** Points a third at least: of fewer, a slope says nothing. */
const FEWEST = 3;

/**
 * Thirds and slope of a quantity; it grows when its slope comes to more than `allowed` over the last
 * two thirds of the time.
 * @throws for points too few to tell.
 */
export function trendOf(points: readonly Point[], allowed: number): Trend {
  const [from, to] = [points.at(0)?.time ?? 0, points.at(-1)?.time ?? 0];
  const third = (to - from) / 3;
  const parts = [0, 1, 2].map((part) =>
    points.filter(
      ({ time }) => Math.min(2, Math.floor((time - from) / Math.max(1, third))) === part,
    ),
  );
  for (const part of parts) {
    if (part.length >= FEWEST) continue;
    throw new Error(
      `Expected ${FEWEST} samples in each third of the soak, got ${part.length}. Let it run longer.`,
    );
  }
  const [first, middle, last] = parts.map((part) => median(part.map(({ value }) => value)));
  const perMillisecond = slopeOf([...parts[1], ...parts[2]]);
  const growth = perMillisecond * 2 * third;
  return {
    thirds: [first, middle, last],
    perHour: perMillisecond * 3_600_000,
    growth,
    grows: growth > allowed,
  };
}

/**
 * The lowest point of each of so many equal stretches of time: what a quantity falls back to that
 * rises and falls between garbage collections.
 */
export function floorsOf(points: readonly Point[], stretches: number): Point[] {
  const [from, to] = [points.at(0)?.time ?? 0, points.at(-1)?.time ?? 0];
  const length = Math.max(1, to - from) / stretches;
  const floors = new Map<number, Point>();
  for (const point of points) {
    const stretch = Math.min(stretches - 1, Math.floor((point.time - from) / length));
    const lowest = floors.get(stretch);
    if (!lowest || point.value < lowest.value) floors.set(stretch, point);
  }
  return [...floors.values()];
}

/** Whether the last third of the time holds a value above all before it, as it does of all that grows. */
export function reachesNewHeight(points: readonly Point[]): boolean {
  const [from, to] = [points.at(0)?.time ?? 0, points.at(-1)?.time ?? 0];
  const lastThird = from + ((to - from) * 2) / 3;
  const highest = (part: readonly Point[]) => Math.max(...part.map(({ value }) => value));
  const before = points.filter(({ time }) => time < lastThird);
  return highest(points.slice(before.length)) > highest(before);
}

/** The middle one of the slopes between all pairs of points (Theil and Sen's): no single moment can bend it. */
function slopeOf(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [place, a] of points.entries()) {
    for (const b of points.slice(place + 1)) {
      if (b.time !== a.time) slopes.push((b.value - a.value) / (b.time - a.time));
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
}
