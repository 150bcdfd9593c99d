/** The selection with one run taken in, or out where it was in. */
export function toggled(selected: readonly string[], id: string): readonly string[] {
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}

/**
 * The selection with every run between two of a list taken in, both ends included; the second
 * alone where the first is not in the list.
 */
export function withRange(
  selected: readonly string[],
  order: readonly string[],
  from: string | undefined,
  to: string,
): readonly string[] {
  const end = order.indexOf(to);
  const start = from === undefined ? end : order.indexOf(from);
  const between = order.slice(Math.min(start < 0 ? end : start, end), Math.max(start, end) + 1);
  return [...new Set([...selected, ...between])];
}
