import { describe, expect, it } from 'vitest';
import { AS_IT_COMES, barRows, ONE_THREAD } from './bars.js';
import type { Measurement } from './contender/rounds.js';

function measured(part: Partial<Measurement> & { median: number }): Measurement {
  const { median } = part;
  return {
    network: 'cnn',
    peer: 'peasy',
    form: AS_IT_COMES,
    node: part.peer && part.peer !== 'peasy' ? undefined : '20',
    threads: 2,
    rates: median > 0 ? [median] : [],
    best: median,
    ...part,
  };
}

const KERAS = measured({ peer: 'keras', form: 'fit', median: 4000, best: 5000 });

function rowOf(what: string, measurements: readonly Measurement[]) {
  return barRows(measurements).find((row) => row.what === what)!;
}

describe('barRows()', () => {
  const ROW = 'CNN, Node 20 as it comes, against Keras';

  it('divides the middle windows, and says what the best ones give', () => {
    const row = rowOf(ROW, [measured({ median: 10_000, best: 20_000 }), KERAS]);
    expect(row.met).toBe(true);
    expect(row.came).toBe('2.50x (best windows 4.00x)');
  });

  it('does not call a bar met by the middle windows alone', () => {
    const disturbed = { ...KERAS, median: 1000 };
    expect(rowOf(ROW, [measured({ median: 10_000 }), disturbed]).met).toBe(false);
  });

  it('does not call a bar met by the best windows alone', () => {
    expect(rowOf(ROW, [measured({ median: 9_900, best: 20_000 }), KERAS]).met).toBe(false);
  });

  it("compares with the peer's best form", () => {
    const slow = measured({ peer: 'keras', form: 'fit, XLA', median: 160 });
    expect(rowOf(ROW, [measured({ median: 9_900 }), slow, KERAS]).met).toBe(false);
    expect(rowOf(ROW, [measured({ median: 9_900 }), slow]).met).toBe(true);
  });

  it('takes what was forced only where the bar allows it', () => {
    const wide = measured({ form: 'wide', median: 30_000 });
    expect(rowOf(ROW, [wide, KERAS]).came).toBeUndefined();
    const on24 = [measured({ node: '24', median: 10_000 }), { ...wide, node: '24' }, KERAS];
    expect(rowOf('CNN, Node 24, best instruction set, against Keras', on24).came).toMatch(/^7.50x/);
    expect(rowOf('CNN, Node 24 as it comes, against Keras', on24).came).toMatch(/^2.50x/);
  });

  it('says what is missing, and leaves the bar open', () => {
    const row = rowOf(ROW, [measured({ median: 10_000 }), measured({ ...KERAS, rates: [] })]);
    expect(row.met).toBeUndefined();
    expect(row.note).toMatch(/Keras was not measured/);
  });

  it('compares two threads with one on the same Node', () => {
    const what = 'CNN, 2 threads against 1';
    const two = measured({ median: 10_000 });
    const elsewhere = measured({ node: '24', form: ONE_THREAD, threads: 1, median: 5_000 });
    expect(rowOf(what, [two, elsewhere]).met).toBeUndefined();
    const one = { ...elsewhere, node: '20' };
    expect(rowOf(what, [two, one])).toMatchObject({
      came: expect.stringMatching(/^2.00x/),
      met: true,
    });
  });

  it('holds whole runs to their epochs and to their memory', () => {
    const whole = {
      imagesPerSecond: 9_000,
      againstTraining: 0.9,
      againstSameWork: 0.97,
      peakMegabytes: 351,
    };
    const rows = barRows([], whole);
    const verdicts = rows.filter(({ met }) => met !== undefined).map(({ bar, met }) => [bar, met]);
    expect(verdicts).toEqual([
      ['0.95x', true],
      ['0.95x', false],
      ['under 350 MB', false],
    ]);
  });
});
