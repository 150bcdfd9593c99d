import type { Extent } from './extent.js';

/** Round values within a range, about so many. */
export function roundTicks([from, to]: Extent, count: number): readonly number[] {
  const rough = (to - from) / count;
  if (!(rough > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((digit) => digit * power >= rough * 0.7) ?? 10);
  const ticks: number[] = [];
  for (let k = Math.ceil(from / step); k * step <= to; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** Ticks of a logarithmic axis above zero: 1, 2 and 5 times powers of ten; within less than a decade, round values. */
export function logTicks([from, to]: Extent): readonly number[] {
  if (to / from < 10) return roundTicks([from, to], 5);
  const digits = to / from < 1e4 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power++) {
    for (const digit of digits) ticks.push(Number((digit * 10 ** power).toPrecision(1)));
  }
  return ticks.filter((value) => value >= from && value <= to);
}
