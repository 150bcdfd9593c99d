import type { Extent } from './extent.js';

/** Nearer to each other, of the plot's width, two fingers say nothing about a range. */
const LEAST_APART = 0.04;

/** What fingers on a plot do. */
export interface FingerCallbacks {
  /** One finger is at a place of the plot, in CSS pixels. */
  readonly onMove: (left: number, top: number) => void;
  /** Two fingers went from one pair of places across the plot to another, each 0 to 1. */
  readonly onSpread: (from: Extent, to: Extent) => void;
  /** Two fingers have let go, or the browser took them. */
  readonly onSpreadEnd: () => void;
}

/**
 * Follows fingers on a plot: one moves the cursor, two spread its range. Scrolling up and down stays
 * the browser's (`touch-action: pan-y`).
 */
export function followFingers(plot: HTMLElement, callbacks: FingerCallbacks): void {
  const places = new Map<number, number>();
  let begin: Extent | undefined;
  const pair = () => [...places.values()].sort((a, b) => a - b);

  const put = (event: PointerEvent) => {
    const { left, width } = plot.getBoundingClientRect();
    places.set(event.pointerId, width > 0 ? (event.clientX - left) / width : 0);
  };
  plot.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch') return;
    put(event);
    const [low, high] = pair();
    begin = places.size === 2 && high - low >= LEAST_APART ? [low, high] : undefined;
  });
  plot.addEventListener('pointermove', (event) => {
    if (!places.has(event.pointerId)) return;
    put(event);
    if (places.size === 1) {
      const { left, top } = plot.getBoundingClientRect();
      return callbacks.onMove(event.clientX - left, event.clientY - top);
    }
    const [low, high] = pair();
    if (begin && places.size === 2 && high - low >= LEAST_APART) {
      callbacks.onSpread(begin, [low, high]);
    }
  });
  const lift = (event: PointerEvent) => {
    if (!places.delete(event.pointerId) || !begin) return;
    begin = undefined;
    callbacks.onSpreadEnd();
  };
  plot.addEventListener('pointerup', lift);
  plot.addEventListener('pointercancel', lift);
}

/**
 * The range of an axis after two fingers went from one pair of places to another: what was under
 * each finger still is. `of` is the range before, in the axis's own measure (its logarithms where it is logarithmic).
 */
export function spreadRange(of: Extent, from: Extent, to: Extent): Extent {
  const width = of[1] - of[0];
  const values = from.map((place) => of[0] + place * width);
  const scale = (values[1] - values[0]) / (to[1] - to[0]);
  const low = values[0] - to[0] * scale;
  return [low, low + scale];
}
