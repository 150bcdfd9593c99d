import { formatCompact, formatSignificant } from '../format/number.js';
import { linearScale } from './linear-scale.js';
import { accuracyOfRun, type RunValue } from './run-values.js';

/** A mark of an axis. */
export interface AxisTick {
  /** 0 at the low end, 1 at the high one. */
  readonly place: number;
  readonly label: string;
}

/** An axis for a value of runs: even for words, logarithmic where positive numbers span decades. */
export interface ValueAxis {
  readonly isLog: boolean;
  readonly ticks: readonly AxisTick[];
  /** The place of a value, 0 to 1. */
  place(value: number): number;
  /** The value at a place. */
  valueAt(place: number): number;
}

/** From this ratio of the largest to the smallest on, an axis is logarithmic. */
const DECADES = 50;

/** The axis of a value; it reaches the ends of intervals. */
export function valueAxis(of: RunValue): ValueAxis {
  const { words, values } = of;
  const known = values.filter((one): one is number => one !== undefined && Number.isFinite(one));
  if (words) {
    const last = Math.max(1, words.length - 1);
    return {
      isLog: false,
      ticks: words.map((label, i) => ({ label, place: i / last })),
      place: (value) => value / last,
      valueAt: (place) => place * last,
    };
  }
  const smallest = Math.min(...known);
  const isLog = smallest > 0 && Math.max(...known) / smallest >= DECADES;
  const to = isLog ? Math.log10 : (value: number) => value;
  const back = isLog ? (value: number) => 10 ** value : (value: number) => value;
  const ends = isLog ? [] : values.flatMap((_, run) => intervalEnds(of, run));
  const scale = linearScale([...known.map(to), ...ends]);
  const ticks = isLog ? scale.ticks.filter(Number.isInteger) : scale.ticks;
  return {
    isLog,
    ticks: ticks.map((tick) => ({ place: scale.place(tick), label: tickText(back(tick)) })),
    place: (value) => scale.place(to(value)),
    valueAt: (place) => back(scale.from + place * (scale.to - scale.from)),
  };
}

function intervalEnds(of: RunValue, run: number): readonly number[] {
  const accuracy = accuracyOfRun(of, run);
  return accuracy ? [accuracy.low, accuracy.high] : [];
}

/** A number in few signs: "0.65", "2 M". */
export function tickText(value: number): string {
  if (Math.abs(value) >= 1000) return formatCompact(value).replace(/\.0+(?=\D)/, '');
  return formatSignificant(value, 3)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
