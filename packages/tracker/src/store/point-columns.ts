import type { MetricPoint } from '@peasy/core';

/** A point to write. Without an epoch, its step is taken for one: not every program counts epochs. */
export type NewPoint = Omit<MetricPoint, 'epoch'> & { readonly epoch?: number };

/** Points of one metric, column by column: numbers in typed arrays leave nothing to collect. */
export class PointColumns {
  length = 0;
  /** Whether each step is above the one before: nothing to sort, and nothing told twice. */
  ascending = true;
  step: Float64Array;
  epoch: Float64Array;
  time: Float64Array;
  value: Float64Array;

  constructor(room = 16) {
    this.step = new Float64Array(room);
    this.epoch = new Float64Array(room);
    this.time = new Float64Array(room);
    this.value = new Float64Array(room);
  }

  add(step: number, epoch: number, time: number, value: number): void {
    const at = this.length;
    if (at === this.step.length) this.#grow();
    if (at > 0 && !(step > this.step[at - 1])) this.ascending = false;
    this.step[at] = step;
    this.epoch[at] = epoch;
    this.time[at] = time;
    this.value[at] = value;
    this.length = at + 1;
  }

  /** Forgets the points, and keeps the room for as many again. */
  clear(): void {
    this.length = 0;
    this.ascending = true;
  }

  /**
   * These points by step, and by time where a step has several.
   * @param sameStep 'replace': of points with the same step only the one that was told last.
   */
  inOrder(sameStep: SameStep): PointColumns {
    if (this.ascending) return this;
    const { step, epoch, time, value } = this;
    const replace = sameStep === 'replace';
    const order = Array.from({ length: this.length }, (_, index) => index);
    // Sorting is stable: what was told later stays later.
    order.sort((a, b) => step[a] - step[b] || (replace ? 0 : time[a] - time[b]));
    const sorted = new PointColumns(this.length);
    for (const [place, at] of order.entries()) {
      if (replace && step[order[place + 1]] === step[at]) continue;
      sorted.add(step[at], epoch[at], time[at], value[at]);
    }
    return sorted;
  }

  #grow(): void {
    const wider = (column: Float64Array) => {
      const grown = new Float64Array(column.length * 2);
      grown.set(column);
      return grown;
    };
    this.step = wider(this.step);
    this.epoch = wider(this.epoch);
    this.time = wider(this.time);
    this.value = wider(this.value);
  }
}

/** What becomes of points that share a step, within one segment of a run. */
export type SameStep = 'replace' | 'keep';

/** Points that wait to be written, by metric. */
export class PointBuffer {
  readonly #columns = new Map<string, PointColumns>();
  #count = 0;
  #highestEpoch = 0;

  /** How many points wait. */
  get count(): number {
    return this.#count;
  }

  /** The highest epoch of a point that waits; 0 when there is none above. */
  get highestEpoch(): number {
    return this.#highestEpoch;
  }

  add(point: NewPoint): void {
    let columns = this.#columns.get(point.key);
    if (!columns) {
      columns = new PointColumns();
      this.#columns.set(point.key, columns);
    }
    const { epoch = point.step } = point;
    columns.add(point.step, epoch, point.time, point.value);
    if (epoch > this.#highestEpoch) this.#highestEpoch = epoch;
    this.#count++;
  }

  /** The metrics that have points, in the order in which they first came. */
  *entries(): IterableIterator<[key: string, points: PointColumns]> {
    for (const entry of this.#columns) if (entry[1].length > 0) yield entry;
  }

  /** The points of one metric, if it has any. */
  columnsOf(key: string): PointColumns | undefined {
    return this.#columns.get(key);
  }

  /** Forgets every point. */
  clear(): void {
    for (const columns of this.#columns.values()) columns.clear();
    this.#count = 0;
    this.#highestEpoch = 0;
  }
}
