/** Where values lie on a drawing, and where its marks are. */
export interface LinearScale {
  readonly from: number;
  readonly to: number;
  /** Round numbers within it, smallest first. */
  readonly ticks: readonly number[];
  /** The place of a value, 0 at `from`, 1 at `to`. */
  place(value: number): number;
}

/** A scale over all finite values, a little wider than they reach; over 0 to 1 where there is none. */
export function linearScale(values: readonly number[], tickCount = 4): LinearScale {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return scaleOver(0, 1, tickCount);
  let from = Math.min(...finite);
  let to = Math.max(...finite);
  if (from === to) {
    const half = Math.abs(from) / 10 || 0.5;
    from -= half;
    to += half;
  } else {
    const margin = (to - from) * 0.04;
    from -= margin;
    to += margin;
  }
  return scaleOver(from, to, tickCount);
}

function scaleOver(from: number, to: number, tickCount: number): LinearScale {
  return {
    ...{ from, to, ticks: ticksWithin(from, to, tickCount) },
    place: (value) => (value - from) / (to - from),
  };
}

/** Multiples of 1, 2 or 5 times a power of ten within a range, about as many as asked for. */
export function ticksWithin(from: number, to: number, count: number): readonly number[] {
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((of) => of * power).find((one) => one >= rough)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to * (1 + 1e-12) + step * 1e-9; i++) {
    // 3 * 0.1 is 0.30000000000000004.
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}
