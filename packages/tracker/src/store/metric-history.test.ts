import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { writeToRun } from './client-runs.js';
import { HistoryReader } from './metric-history.js';
import { openStore } from './store.js';
import { writePoints } from './write-points.js';

/** A run whose metric m has points in no order, several at one step, one of them NaN. */
function begin(count: number) {
  const store = openStore({ file: ':memory:' });
  const { runId } = store.startRun(sampleStart());
  const { connection } = store.access;
  const log = (points: readonly { step: number; time: number; value: number }[], key = 'm') =>
    writeToRun(connection, runId, () =>
      writePoints(
        connection,
        runId,
        0,
        points.map((point) => ({ key, ...point })),
        'keep',
      ),
    );
  const points = Array.from({ length: count }, (_, i) => ({
    step: (i * 7) % (count - 3),
    time: 1e12 + ((i * 11) % 50),
    value: i === 5 ? Number.NaN : (i * 13) % 17,
  }));
  log(points);
  const reader = new HistoryReader(connection);
  const page = (limit: number, offset?: number, key = 'm') => {
    const { points, from, to, isLast } = reader.page(runId, key, limit, offset);
    const rows = Array.from({ length: to - from }, (_, i) => ({
      step: points.step[from + i],
      time: points.time[from + i],
      value: points.value[from + i],
    }));
    return { rows, isLast };
  };
  const whole = (size: number, between: (offset: number) => void = () => {}) => {
    const rows = [];
    for (;;) {
      const { rows: more, isLast } = page(size, rows.length);
      rows.push(...more);
      if (isLast) return rows;
      between(rows.length);
    }
  };
  return { store, reader, runId, points, log, page, whole };
}

const rank = (value: number) => (Number.isNaN(value) ? -Infinity : value);
const inOrder = (points: readonly { step: number; time: number; value: number }[]) =>
  [...points].sort(
    (a, b) => a.time - b.time || a.step - b.step || Math.sign(rank(a.value) - rank(b.value)),
  );

describe('HistoryReader', () => {
  it.each([1000, 200, 99, 20, 7])(
    'gives every point by time, step and value in pages of %i',
    (size) => {
      const { store, points, whole } = begin(200);
      expect(whole(size)).toEqual(inOrder(points));
      store.close();
    },
  );

  it('gives each page of the points as they are when it is asked for', () => {
    const { store, points, log, page } = begin(200);
    const late = { step: 0, time: 5, value: 1 };
    expect(page(100).rows).toEqual(inOrder(points).slice(0, 100));
    log([late]);
    expect(page(100, 100).rows).toEqual(inOrder([...points, late]).slice(100, 200));
    store.close();
  });

  it('keeps two histories apart that are read in turns', () => {
    const { store, points, log, page, whole } = begin(200);
    const others = points.map(({ step, time, value }) => ({ step, time, value: value + 100 }));
    log(others, 'other');
    const read: unknown[] = [];
    const all = whole(50, (offset) => read.push(...page(50, offset - 50, 'other').rows));
    expect(all).toEqual(inOrder(points));
    expect(read).toEqual(inOrder(others).slice(0, 150));
    store.close();
  });

  it('has no point of a run or a metric that is not there, nor after the last', () => {
    const { store, reader, page } = begin(10);
    expect(page(5, 0, 'none')).toEqual({ rows: [], isLast: true });
    expect(page(5, 10)).toEqual({ rows: [], isLast: true });
    expect(reader.page('none', 'm', 5)).toMatchObject({ from: 0, to: 0, isLast: true });
    store.close();
  });
});
