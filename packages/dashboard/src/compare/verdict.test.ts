import type { RunRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { HONEST_SPLIT, LEAKING_SPLIT, runRow, summaryOf } from '../testing/run-row.js';
import { shareTestPhotos, verdictOf } from './verdict.js';

const tested = (name: string, accuracy: number, changes: Parameters<typeof runRow>[0] = {}) =>
  runRow({ id: name, name, metrics: { testAccuracy: summaryOf(accuracy) }, ...changes });

const plainVerdict = (runs: readonly RunRow[]) => {
  const { sentence, warnings } = verdictOf(runs);
  return { sentence: sentence.replaceAll('\u00a0', ' '), warnings };
};

describe('verdictOf() two runs', () => {
  it('says which is better where intervals part', () => {
    const { sentence, warnings } = plainVerdict([tested('dense-3', 0.731), tested('cnn-7', 0.874)]);
    expect(sentence).toBe(
      'cnn-7 is better than dense-3 on the same 2,400 test photos: 0.874 ± 0.013 against 0.731 ± 0.018. The 95 % intervals do not overlap.',
    );
    expect(warnings).toEqual([]);
  });

  it('does not name a winner where intervals overlap', () => {
    const { sentence } = plainVerdict([tested('a', 0.874), tested('b', 0.869)]);
    expect(sentence).toContain('a and b cannot be told apart on the same 2,400 test photos');
    expect(sentence).not.toContain('better');
  });

  it('does not compare accuracies on different photos', () => {
    const other = { split: { ...HONEST_SPLIT, digest: 'other' } };
    const { sentence, warnings } = plainVerdict([tested('a', 0.9), tested('b', 0.5, other)]);
    expect(sentence).toContain('a and b were tested on different photos');
    expect(warnings).toEqual([expect.stringContaining('divided differently')]);
  });

  it('names the photos that differ, and those that are drawn', () => {
    const { warnings } = plainVerdict([tested('a', 0.9), tested('b', 0.5, { dataset: 'drawn' })]);
    expect(warnings[0]).toBe(
      'Different photos: photos.zip and drawn. Accuracies and losses on them are not comparable.',
    );
    expect(warnings[1]).toBe('b trained on drawn pictures, not on photos.');
  });

  it('finds no honest comparison in a leaking split', () => {
    const leak = { split: LEAKING_SPLIT };
    const { sentence, warnings } = plainVerdict([tested('a', 0.97, leak), tested('b', 0.75, leak)]);
    expect(sentence).toMatch(/^No honest comparison: a 0.970 ± 0.004 \(n = 6,250\) and b/);
    expect(warnings[0]).toBe('a: 6,250 of 6,250 test photos were trained on: this is not a test.');
  });

  it('falls back to validation, and says so, before the test', () => {
    const valAccuracy = summaryOf(0.8);
    const running = runRow({ name: 'b', status: 'running', metrics: { valAccuracy } });
    const { sentence } = plainVerdict([tested('a', 0.9), running]);
    expect(sentence).toBe(
      'No test result yet for b. Best on validation: b 0.800 ± 0.016 (n = 2,400).',
    );
    expect(plainVerdict([runRow({ name: 'c' })]).sentence).toBe(
      'No test result for c. No validation result either.',
    );
  });
});

describe('verdictOf() another number of runs', () => {
  it('speaks of one alone, and of none', () => {
    expect(plainVerdict([tested('a', 0.874)]).sentence).toBe(
      'a is right on 0.874 ± 0.013 of 2,400 test photos.',
    );
    expect(plainVerdict([]).sentence).toBe('No run is selected.');
  });
  it('finds the best of several and who is near it', () => {
    const runs = [tested('a', 0.874), tested('b', 0.87), tested('c', 0.7)];
    expect(plainVerdict(runs).sentence).toBe(
      'Best of 3 on the same 2,400 test photos: a, 0.874 ± 0.013. Its 95 % interval overlaps with b, so it cannot be told apart from it.',
    );
    expect(
      plainVerdict([tested('a', 0.874), tested('b', 0.6), tested('c', 0.7)]).sentence,
    ).toContain('overlaps with no other');
  });
});

describe('verdictOf() fifty runs', () => {
  const fifty = Array.from({ length: 50 }, (_, i) => `run-${i}`);

  it('names a few, and counts the rest', () => {
    const runs = fifty.map((name) => tested(name, 0.8, { dataset: 'drawn' }));
    const { sentence, warnings } = plainVerdict(runs);
    expect(sentence).toContain('overlaps with run-1, run-2, run-3 and 46 more');
    expect(warnings).toEqual([
      'run-0, run-1, run-2 and 47 more trained on drawn pictures, not on photos.',
    ]);
  });

  it('warns of a few leaking tests each, and names the others together', () => {
    const { warnings } = plainVerdict(
      fifty.map((name) => tested(name, 0.8, { split: LEAKING_SPLIT })),
    );
    expect(warnings).toHaveLength(4);
    expect(warnings[3]).toBe('Tests of run-3, run-4, run-5 and 44 more leak as well.');
  });
});

describe('verdictOf() near-duplicates', () => {
  it('warns of them once for all the runs of a split, and compares all the same', () => {
    const split = { ...HONEST_SPLIT, testNearTrained: 2 };
    const { sentence, warnings } = plainVerdict([
      tested('a', 0.9, { split }),
      tested('b', 0.5, { split }),
    ]);
    expect(sentence).toContain('a is better than b');
    expect(warnings).toEqual([
      'a and b: 2 of 2,400 test photos have a near-duplicate among the trained ones.',
    ]);
  });
});

describe('shareTestPhotos()', () => {
  it('wants the same split of the same photos, and a split at all', () => {
    expect(shareTestPhotos([runRow(), runRow()])).toBe(true);
    expect(shareTestPhotos([runRow(), runRow({ dataset: 'drawn' })])).toBe(false);
    expect(shareTestPhotos([runRow({ split: null }), runRow({ split: null })])).toBe(false);
  });
});
