/** Rows drawn beyond what is seen, on either side, so that a scroll finds them there. */
const BEYOND = 8;

/** Places of the rows to draw: from the first to the one before `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** The rows that a scroller shows, and a few more: all rows are `height` pixels high. */
export function rowWindow(
  scrollTop: number,
  viewHeight: number,
  height: number,
  total: number,
): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / height) - BEYOND);
  const end = Math.ceil((scrollTop + viewHeight) / height) + BEYOND;
  return { first: Math.min(first, total), end: Math.min(end, total) };
}
