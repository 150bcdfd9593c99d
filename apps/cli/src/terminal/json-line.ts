import { encodeNumber } from '@peasy/core';

/** Prints one JSON object on a line of its own; NaN and ±Infinity as their names. */
export function jsonLine(value: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' ? encodeNumber(inner) : inner,
  );
  process.stdout.write(`${text}\n`);
}
