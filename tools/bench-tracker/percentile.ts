/** The value that a share of the values does not exceed: the nearest one there is. @throws for none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Expected at least one value, got none.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
