import { NO_BREAK_SPACE } from './number.js';

const UNITS = [
  [60, 'min', 'min'],
  [3600, 'h', 'h'],
  [86_400, 'day', 'days'],
  [604_800, 'week', 'weeks'],
  [2_629_800, 'month', 'months'],
  [31_557_600, 'year', 'years'],
] as const;

const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** How long ago a moment was: "just now", "4 min ago", "2 days ago". */
export function formatAgo(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (!Number.isFinite(seconds)) return iso;
  if (seconds < 45) return 'just now';
  // The largest unit that is filled; from 45 seconds on it is called a minute.
  const [size, one, many] = UNITS.findLast(([length]) => seconds >= length) ?? UNITS[0];
  const count = Math.max(1, Math.floor(seconds / size));
  return `${count}${NO_BREAK_SPACE}${count === 1 ? one : many} ago`;
}

/** A moment in full, in the reader's own time zone. */
export function formatMoment(iso: string): string {
  const time = Date.parse(iso);
  return Number.isFinite(time) ? absolute.format(time) : iso;
}
