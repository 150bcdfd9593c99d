import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { openConnection } from './open-connection.js';
import type { NewPoint } from './point-columns.js';
import { readSeries } from './read-series.js';
import { recomputeSummaries, recomputeSummary } from './recompute-summary.js';
import { startRun } from './start-run.js';
import { writePoints } from './write-points.js';

const begin = () => {
  const connection = openConnection({ file: ':memory:' });
  const { id } = startRun(connection, sampleStart());
  const write = (points: readonly NewPoint[], sameStep?: 'keep') =>
    connection.write(() => writePoints(connection, id, 0, points, sameStep));
  const read = () => readSeries(connection, [id], [])[0];
  const summary = () => connection.prepare('SELECT * FROM metric_summaries').get();
  const rows = () => connection.prepare('SELECT * FROM points').all() as Record<string, unknown>[];
  const series = () =>
    connection
      .prepare('SELECT time_origin, epoch_offset, steps_per_epoch FROM metric_series')
      .get();
  return { connection, write, read, summary, rows, series };
};

const at = (step: number, time: number, value: number): NewPoint => ({
  key: 'loss',
  step,
  time,
  value,
});

describe('writePoints() that keeps points of the same step', () => {
  it('takes several, and the same point twice for one', () => {
    const { write, read, summary } = begin();
    const told = [
      at(0, 5, 1),
      at(0, 5, 2),
      at(0, 5, 1),
      at(0, 5, Number.NaN),
      at(0, 4, 1),
      at(-3, 9, -Infinity),
    ];
    write(told, 'keep');
    for (const one of [...told, ...told]) write([one], 'keep');
    expect(read()).toMatchObject({
      step: [-3, 0, 0, 0, 0],
      time: [9, 4, 5, 5, 5],
      value: ['-Infinity', 1, 'NaN', 1, 2],
      epoch: [-3, 0, 0, 0, 0],
    });
    expect(summary()).toMatchObject({ last_step: 0, last_time: 5, last_value: 2, count: 5 });
  });

  it('keeps a summary that a new reckoning agrees with, over random points in random batches', () => {
    const { connection, write, read, summary } = begin();
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const values = [Number.NaN, Infinity, -Infinity, 0, 1, -1, 0.1, 5e-324, 1e300, 1e301];
    const told = new Map<string, NewPoint>();
    for (let batch = 0; batch < 300; batch++) {
      const points = Array.from({ length: random(5) + 1 }, () =>
        at(random(12) - 4, 1000 + random(4), values[random(values.length)]),
      );
      for (const one of points) told.set(`${one.step} ${one.time} ${one.value}`, one);
      write(points, 'keep');
      const running = summary();
      connection.write(() => recomputeSummary(connection, 1));
      expect(running).toEqual(summary());
    }
    const { step, time, value } = read();
    expect(step.map((_, i) => `${step[i]} ${time[i]} ${value[i]}`).sort()).toEqual(
      [...told.keys()].sort(),
    );
  });
});

describe('writePoints() over resumes', () => {
  it.each(['replace', 'keep'] as const)(
    '%s: what stands, and its summary, are those of a model that goes over every point',
    (sameStep) => {
      const connection = openConnection({ file: ':memory:' });
      const { id } = startRun(connection, sampleStart());
      let seed = 99;
      const random = (below: number) => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      let segment = 0;
      let told: (NewPoint & { segment: number })[] = [];
      const isSame = (a: NewPoint, b: NewPoint) =>
        a.step === b.step &&
        (sameStep === 'replace' || (a.time === b.time && Object.is(a.value, b.value)));
      for (let round = 0; round < 200; round++) {
        if (random(25) === 0) {
          const fromStep = random(20);
          segment++;
          connection.prepare('UPDATE runs SET segment = ?').run(segment);
          connection
            .prepare('INSERT INTO run_segments VALUES (?, ?, ?, 0)')
            .run(id, segment, fromStep);
          connection.write(() => recomputeSummaries(connection, id));
          // Model: earlier points from there on no longer stand.
          told = told.filter((point) => point.step < fromStep);
        }
        const points = Array.from({ length: random(6) + 1 }, () =>
          at(random(30), 1000 + random(3), [Number.NaN, 1, 2, -Infinity][random(4)]),
        );
        connection.write(() => writePoints(connection, id, segment, points, sameStep));
        for (const point of points) {
          told = told.filter(
            (one) =>
              !(one.segment === segment && isSame(one, point)) &&
              !(one.segment < segment && one.step === point.step),
          );
          told.push({ ...point, segment });
        }
        const [read] = readSeries(connection, [id], []);
        const text = (step: number, time: number, value: unknown) => `${step} ${time} ${value}`;
        expect(read.step.map((step, i) => text(step, read.time[i], read.value[i])).sort()).toEqual(
          told.map(({ step, time, value }) => text(step, time, value)).sort(),
        );
        const running = connection.prepare('SELECT * FROM metric_summaries').get();
        connection.write(() => recomputeSummary(connection, 1));
        expect(running).toEqual(connection.prepare('SELECT * FROM metric_summaries').get());
      }
      expect(segment).toBeGreaterThan(2);
    },
  );
});

describe('points', () => {
  it('leave out an epoch that follows from the step, and give back the same number', () => {
    const { write, read, rows, series } = begin();
    // As the trainer counts: whole epochs, and the part of the next.
    const epochs = Array.from({ length: 700 }, (_, i) => Math.floor(i / 7) + ((i % 7) + 1) / 7);
    write(epochs.map((epoch, step) => point('loss', step, 1, epoch)));
    expect(series()).toMatchObject({ epoch_offset: 1, steps_per_epoch: 7 });
    expect(rows().filter((row) => row.epoch !== null)).toEqual([]);
    // Another batch size from here on: its epochs are kept as they are.
    write([point('loss', 700, 1, 100.3)]);
    expect(read().epoch).toEqual([...epochs, 100.3]);
    expect(rows().filter((row) => row.epoch !== null)).toHaveLength(1);
  });

  it('keep an epoch that does not follow, to the last bit', () => {
    const { write, read } = begin();
    const epochs = [0, 0.1 + 0.2, -5, 1e308, 5e-324, 3, 0];
    write(epochs.map((epoch, step) => point('loss', step, 1, epoch)));
    expect(read().epoch).toEqual(epochs);
  });

  it('count time from the first of their series, and give it back exactly', () => {
    const { write, read, series } = begin();
    const times = [1.7e12 + 0.125, 1.7e12 + 0.1, 1.7e12 - 40_000.7, 1.8e12];
    write(times.map((time, step) => at(step, time, 1)));
    expect(series()).toMatchObject({ time_origin: 1.7e12 });
    expect(read().time).toEqual(times);
    // Too far away for the difference to be exact.
    write([at(4, 0.1, 2), at(5, -1e300, 3)]);
    expect(series()).toMatchObject({ time_origin: 0 });
    expect(read().time).toEqual([...times, 0.1, -1e300]);
  });
});
