/** The latest time, in milliseconds since 1970, that a date can be. */
const LATEST = 8.64e15;

/** Milliseconds since 1970 as ISO 8601, with as many digits as it takes; what is no date stays a number. */
export function isoTime(time: number): string {
  const whole = Math.floor(time);
  const isDate = Math.abs(time) <= LATEST && (time >= 0 || time === whole);
  if (!isDate) return String(time);
  const fraction = time === whole ? '' : (String(time).split('.')[1] ?? '');
  return `${new Date(whole).toISOString().slice(0, -1)}${fraction}Z`;
}

/** The inverse of isoTime; takes other dates that JavaScript knows, too. @returns NaN for what is none. */
export function parseTime(text: string): number {
  const [, whole, fraction] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d+)Z$/.exec(text) ?? [];
  if (whole !== undefined) return Number(`${Date.parse(`${whole}Z`)}.${fraction}`);
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  return Date.parse(text);
}
