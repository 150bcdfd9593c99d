/** Places of a curve: from the first up to, and without, the end. */
export interface Places {
  readonly first: number;
  readonly end: number;
}

/**
 * Fills a band by columns of whole pixels that touch and do not overlap. A bucket reaches halfway to
 * those beside it; buckets narrower than a pixel share a column, so that no extreme is lost.
 * @param across where a bucket's middle is; rises.
 * @param heights top and bottom of a bucket; NaN where it has none.
 */
export function fillColumns(
  { first, end }: Places,
  across: (place: number) => number,
  heights: (place: number) => readonly [top: number, bottom: number],
  fill: (left: number, top: number, width: number, height: number) => void,
): void {
  if (end <= first) return;
  let here = across(first);
  let left = Math.round(here);
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = first; i < end; i++) {
    const next = i + 1 < end ? across(i + 1) : here + 1;
    const right = Math.max(Math.round((here + next) / 2), i + 1 < end ? left : left + 1);
    const [high, low] = heights(i);
    if (Number.isFinite(high) && Number.isFinite(low)) {
      top = Math.min(top, Math.floor(high));
      bottom = Math.max(bottom, Math.ceil(low));
    }
    here = next;
    if (right === left) continue;
    if (bottom >= top) fill(left, top, right - left, Math.max(1, bottom - top));
    left = right;
    [top, bottom] = [Infinity, -Infinity];
  }
}
