import { wilsonInterval } from '@peasy/core';

/** "4,210" */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Seconds as "0.8 s", "12 s", "3:04", "1:02:09". */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    String(whole % 60).padStart(2, '0'),
  ];
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Bytes as "512 B", "12.3 MB" (powers of ten, as disks are sold). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

/** A loss with four decimals; NaN and ±Infinity by name. */
export function formatLoss(value: number | undefined): string {
  return value === undefined ? '-' : Number.isFinite(value) ? value.toFixed(4) : String(value);
}

/** A learning rate in three digits, as short as it can be said: "0.03", "1.2e-7"; NaN and ±Infinity by name. */
export function formatRate(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);
}

/** An accuracy beside others over the same photos: "0.874 ± 0.013", 95 % by Wilson; their head says n. */
export function formatMeasured(correct: number, n: number): string {
  if (n === 0) return '-';
  const { low, high } = wilsonInterval(correct, n);
  const half = (high - low) / 2;
  const digits = Math.min(4, Math.max(2, Math.ceil(-Math.log10(half)) + 1));
  return `${(correct / n).toFixed(digits)} ± ${half.toFixed(digits)}`;
}

/** An accuracy as it may be published: "0.874 ± 0.013 (n = 2,400)". */
export function formatInterval(correct: number, n: number): string {
  return n === 0 ? '-' : `${formatMeasured(correct, n)} (n = ${formatCount(n)})`;
}
