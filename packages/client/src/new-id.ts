/** As the record's own ids: Crockford's base 32, in the order of its codes, so that ids sort by time. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** Milliseconds from here fit 8 digits until 2058. */
const EPOCH = Date.UTC(2024, 0, 1);

/** An id for a run: 8 digits of time and 8 at random, so many that programs on any machines never make the same. */
export function newRunId(now = Date.now()): string {
  let text = '';
  for (let rest = Math.max(0, now - EPOCH), i = 0; i < 8; i++, rest = Math.floor(rest / 32)) {
    text = DIGITS[rest % 32] + text;
  }
  return text + randomText(8);
}

/** A text of random digits. */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => DIGITS[byte % 32]).join('');
}
