/** Whether two lists hold the very same things in the same order. */
export function sameItems(first: ArrayLike<unknown>, second: ArrayLike<unknown>): boolean {
  if (first.length !== second.length) return false;
  for (let i = 0; i < first.length; i++) if (first[i] !== second[i]) return false;
  return true;
}
