import { randomInt } from 'node:crypto';

/** Crockford's base 32, lower case: no i, l, o, u; in the order of their codes, so that ids sort by time. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** Milliseconds from here fit 8 digits until 2058. */
const EPOCH = Date.UTC(2024, 0, 1);

const RANDOM = 32 ** 4;
/** How far the next id of a millisecond is above the last: some dozens have room, and few begin alike. */
const STEP = 32 ** 3;

/** What the last id of this process was made of. */
let last = { time: -1, random: 0 };

/**
 * A new id: 8 digits of time and 4 at random. Later ids sort after earlier ones, those that this
 * process makes within one millisecond too, as long as there are numbers above.
 */
export function newRunId(now = Date.now()): string {
  const time = Math.max(0, Math.floor(now) - EPOCH);
  const above = time === last.time && last.random + 1 < RANDOM ? last.random + 1 : 0;
  const random = above > 0 ? randomInt(above, Math.min(RANDOM, above + STEP)) : randomInt(RANDOM);
  last = { time, random };
  return digits(time, 8) + digits(random, 4);
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
