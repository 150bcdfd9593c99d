/** The middle value; of an even number of values, the mean of the two. @throws for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Expected at least one value, got none.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
