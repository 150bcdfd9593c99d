/** A number in JSON, where NaN and the infinities have no literal: they travel as these strings. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** To JSON without losing NaN or ±Infinity. */
export function encodeNumber(value: number): JsonNumber {
  return Number.isFinite(value) ? value : (String(value) as JsonNumber);
}

/** The inverse of encodeNumber. */
export function decodeNumber(value: JsonNumber): number {
  return Number(value);
}
