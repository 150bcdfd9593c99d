import { formatSignificant, NO_BREAK_SPACE } from './number.js';

/** A span of time as one would say it: 0.42 s, 12.3 s, 3 min 05 s, 1 h 16 min. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return formatSignificant(seconds);
  if (seconds < 59.95) {
    return join([formatSignificant(seconds, seconds < 10 ? 2 : 3), 's']);
  }
  const whole = Math.round(seconds);
  if (whole < 3600) return join([Math.floor(whole / 60), 'min', pad(whole % 60), 's']);
  const minutes = Math.round(seconds / 60);
  return join([Math.floor(minutes / 60), 'h', pad(minutes % 60), 'min']);
}

/** A number of seconds as a point on an axis: 45 s, 5 min, 1:20 h. */
export function formatClock(seconds: number): string {
  if (seconds < 60) return join([formatSignificant(seconds, 2).replace(/\.0+$/, ''), 's']);
  if (seconds < 3600) {
    const rest = Math.round(seconds % 60);
    const minutes = Math.floor(seconds / 60);
    return rest === 0 ? join([minutes, 'min']) : join([`${minutes}:${pad(rest)}`, 'min']);
  }
  const minutes = Math.round(seconds / 60);
  return join([`${Math.floor(minutes / 60)}:${pad(minutes % 60)}`, 'h']);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function join(parts: readonly (string | number)[]): string {
  return parts.join(NO_BREAK_SPACE);
}
