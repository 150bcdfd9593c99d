/**
 * What a line passes through, column of pixels by column: its lowest and highest place within each.
 * The line breaks where a height is no number.
 * @param across where each point is; rises.
 * @param heights how far down it is.
 * @param width columns that there are; what is outside is left out.
 */
export function lineColumns(
  across: ArrayLike<number>,
  heights: ArrayLike<number>,
  width: number,
  take: (column: number, top: number, bottom: number) => void,
): void {
  let column = -1;
  let [top, bottom] = [Infinity, -Infinity];
  const finish = () => {
    if (bottom >= top) take(column, top, bottom);
    [top, bottom] = [Infinity, -Infinity];
  };
  const extend = (height: number) => {
    if (height < top) top = height;
    if (height > bottom) bottom = height;
  };
  for (let i = 1; i < across.length; i++) {
    const [x, y] = [across[i - 1], heights[i - 1]];
    const [nextX, nextY] = [across[i], heights[i]];
    if (!Number.isFinite(nextY)) finish();
    if (!Number.isFinite(y - nextY)) continue;
    const slope = nextX > x ? (nextY - y) / (nextX - x) : 0;
    const last = Math.min(width - 1, Math.floor(nextX));
    for (let at = Math.max(0, Math.floor(x)); at <= last; at++) {
      if (at !== column) finish();
      column = at;
      // The very ends, not what the slope makes of them.
      extend(at > x ? y + (at - x) * slope : y);
      extend(at + 1 < nextX ? y + (at + 1 - x) * slope : nextY);
    }
  }
  finish();
}
