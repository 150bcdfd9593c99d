type Range = readonly [low: number, high: number];

/** So far along an axis does a key move; places are 0 to 1. */
const STEP = 0.05;
/** A range that a key begins is so long. */
const FIRST = 0.25;

/**
 * A range along an axis after a key: arrows move it (with Shift its upper end alone), or begin one at the
 * end that they point to; Delete, Backspace and Escape take it off. The same range: the key means nothing.
 */
export function movedBrush(
  brush: Range | undefined,
  key: string,
  isShift: boolean,
): Range | undefined {
  if (key === 'Delete' || key === 'Backspace' || key === 'Escape') return undefined;
  const step = { ArrowUp: STEP, ArrowDown: -STEP }[key];
  if (step === undefined) return brush;
  if (!brush) return step > 0 ? [1 - FIRST, 1] : [0, FIRST];
  const [low, high] = brush;
  if (isShift) return [low, Math.min(1, Math.max(low + STEP, high + step))];
  // The length stays, at the ends of the axis too.
  const moved = Math.min(1 - high, Math.max(-low, step));
  return [low + moved, high + moved];
}
