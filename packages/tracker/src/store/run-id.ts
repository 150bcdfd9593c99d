import { randomInt } from 'node:crypto';

/** Crockford's base 32, lower case: no i, l, o, u; in the order of their codes, so that ids sort by time. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** Milliseconds from here fit 8 digits until 2058. */
const EPOCH = Date.UTC(2024, 0, 1);

/** A new id: 8 digits of time and 4 at random. Later ids sort after earlier ones. */
export function newRunId(now = Date.now()): string {
  return digits(Math.max(0, now - EPOCH), 8) + digits(randomInt(32 ** 4), 4);
}

function digits(value: number, length: number): string {
  let text = '';
  let rest = Math.floor(value);
  for (let i = 0; i < length; i++) {
    text = DIGITS[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
