import type { Histogram } from './histogram.js';

/** One histogram of a stack, as the outline of a hill. */
export interface Ridge {
  /** SVG path of the outline, closed at the foot. */
  readonly path: string;
  /** Where its foot is, from the top. */
  readonly foot: number;
}

/** So many times the distance of two feet may the highest hill rise. */
const RISE = 4;

/**
 * Histograms behind each other over one range, the first one farthest away: as wide and as high as
 * told. All are drawn to the same height for the same number, so that a narrow one stands out.
 */
export function ridgesOf(
  spreads: readonly Histogram[],
  width: number,
  height: number,
): readonly Ridge[] {
  const tallest = Math.max(1, ...spreads.map(({ counts }) => Math.max(...counts)));
  const step = height / (spreads.length + RISE - 1);
  return spreads.map(({ counts }, i) => {
    const foot = step * (RISE + i);
    const points = [...counts].map((count, bin) => {
      const x = ((bin + 0.5) / counts.length) * width;
      // The root, as in the strips: thin tails are seen beside a tall middle.
      const y = foot - Math.sqrt(count / tallest) * step * RISE;
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    const end = foot.toFixed(1);
    return { path: `M0 ${end}L${points.join('L')}L${width} ${end}Z`, foot };
  });
}
