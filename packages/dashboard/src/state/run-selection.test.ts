import { describe, expect, it } from 'vitest';
import { runRow } from '../testing/run-row.js';
import { MOST_IN_ADDRESS, RunSelection } from './run-selection.js';
import { RunTicks } from './run-ticks.js';

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`);

/** A selection over an address and a tab's memory. */
function begin() {
  let address: readonly string[] = [];
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const go = (ids: readonly string[]) => {
    address = ids;
  };
  const open = () => new RunSelection(() => address, go, storage);
  return { open, go, address: () => address };
}

describe('RunSelection', () => {
  it('keeps ten thousand runs, of which the address has the first, also over a reload', () => {
    const { open, address } = begin();
    const selection = open();
    selection.select(idsOf(10_000));
    expect([selection.ids.length, selection.set.has('r9999')]).toEqual([10_000, true]);
    expect(address()).toEqual(idsOf(MOST_IN_ADDRESS));
    expect(open().ids).toHaveLength(10_000);
    selection.toggle('r0');
    expect([selection.ids.length, selection.set.has('r0')]).toEqual([9999, false]);
  });
  it('follows an address that says something else', () => {
    const { open, go } = begin();
    const selection = open();
    selection.select(idsOf(60));
    go(['r7']);
    expect(selection.ids).toEqual(['r7']);
    selection.select([]);
    expect(open().ids).toEqual([]);
  });
});

describe('RunTicks', () => {
  const rows = {
    total: 300,
    // What is further down is not read yet.
    at: (place: number) =>
      place < 100
        ? ({ kind: 'run', run: runRow({ id: `r${place}` }), isNested: false } as const)
        : undefined,
  };
  const segments = (from: number, to: number) => [
    { query: 'q', offset: from, limit: to - from + 1 },
  ];
  const fetchIds = async (_: string, limit: number, offset: number) =>
    idsOf(300).slice(offset, offset + limit);
  const over = { rows, segments };

  it('draws a range further, and back, and leaves what was selected beside it', async () => {
    const selection = begin().open();
    selection.select(['other']);
    const ticks = new RunTicks(selection, fetchIds);
    ticks.toggle(over, 10);
    await ticks.range(over, 14);
    await ticks.range(over, 8);
    expect(selection.ids).toEqual(['other', 'r8', 'r9', 'r10']);
    await ticks.range(over, 250);
    expect(selection.ids).toHaveLength(242);
    ticks.toggle(over, 10);
    expect(selection.set.has('r10')).toBe(false);
  });
  it('starts a range where the keyboard is', async () => {
    const selection = begin().open();
    await new RunTicks(selection, fetchIds).range(over, 3, 2);
    expect(selection.ids).toEqual(['r2', 'r3']);
  });
  it('takes many in, and out where all were in', () => {
    const selection = begin().open();
    const ticks = new RunTicks(selection, fetchIds);
    ticks.toggle(over, 0);
    ticks.toggleAll(['r0', 'r1']);
    expect(selection.ids).toEqual(['r0', 'r1']);
    ticks.toggleAll(['r1', 'r0']);
    expect(selection.ids).toEqual([]);
  });
});
