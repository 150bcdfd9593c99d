/**
 * Fills a band by columns of whole pixels that touch and do not overlap. A bucket reaches halfway to
 * those beside it; buckets narrower than a pixel share a column, so that no extreme is lost.
 * @param across where each bucket's middle is; rises.
 * @param tops where each bucket's upper edge is; NaN where it has none.
 * @param bottoms where its lower edge is.
 */
export function fillColumns(
  across: ArrayLike<number>,
  tops: ArrayLike<number>,
  bottoms: ArrayLike<number>,
  fill: (left: number, top: number, width: number, height: number) => void,
): void {
  const { length } = across;
  let left = Math.round(across[0]);
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = 0; i < length; i++) {
    const isLast = i + 1 === length;
    const next = isLast ? across[i] + 1 : across[i + 1];
    const right = Math.max(Math.round((across[i] + next) / 2), isLast ? left + 1 : left);
    if (Number.isFinite(tops[i]) && Number.isFinite(bottoms[i])) {
      top = Math.min(top, Math.floor(tops[i]));
      bottom = Math.max(bottom, Math.ceil(bottoms[i]));
    }
    if (right === left) continue;
    if (bottom >= top) fill(left, top, right - left, Math.max(1, bottom - top));
    left = right;
    [top, bottom] = [Infinity, -Infinity];
  }
}
