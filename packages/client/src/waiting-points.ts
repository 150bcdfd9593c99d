import type { MetricPoint } from '@peasy/core';
import { littleEndian, packBytes, unpackBytes } from './pack-bytes.js';

interface Columns {
  readonly step: number[];
  readonly epoch: number[];
  readonly time: number[];
  readonly value: number[];
}

interface Head {
  readonly series: readonly { readonly key: string; readonly length: number }[];
}

/** Points that wait to be written, column by column. */
export class WaitingPoints {
  readonly #columns = new Map<string, Columns>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add({ key, step, epoch, time, value }: MetricPoint): void {
    let columns = this.#columns.get(key);
    if (!columns) {
      columns = { step: [], epoch: [], time: [], value: [] };
      this.#columns.set(key, columns);
    }
    columns.step.push(step);
    columns.epoch.push(epoch);
    columns.time.push(time);
    columns.value.push(value);
    this.#count++;
  }

  /** All of them as the server takes them. */
  pack(): Uint8Array {
    const series = [...this.#columns].map(([key, { step }]) => ({ key, length: step.length }));
    const parts = [...this.#columns.values()].flatMap(({ step, epoch, time, value }) =>
      [step, epoch, time, value].map((column) => littleEndian(Float64Array.from(column))),
    );
    return packBytes({ series } satisfies Head, parts);
  }

  clear(): void {
    this.#columns.clear();
    this.#count = 0;
  }
}

/** Several packs of points as one, in their order. */
export function joinPoints(packs: readonly Uint8Array[]): Uint8Array {
  if (packs.length === 1) return packs[0];
  const unpacked = packs.map(unpackBytes);
  const series = unpacked.flatMap(({ head }) => (head as Head).series);
  return packBytes(
    { series } satisfies Head,
    unpacked.map(({ rest }) => rest),
  );
}
