import { describe, expect, it } from 'vitest';
import { runRow } from '../testing/run-row.js';
import { type GivenPhoto, testEvaluation } from '../testing/test-evaluation.js';
import { formatChance, measuredVerdict } from './measured-verdict.js';
import { agreementOf, holm, sharedAccuracy, sharedTest } from './shared-test.js';

/** Photos p0, p1, ... of which the first `right` are right. */
function photos(count: number, right: (at: number) => boolean): GivenPhoto[] {
  return Array.from({ length: count }, (_, at) => ({ hash: `p${at}`, right: right(at) }));
}

describe('sharedTest()', () => {
  it('matches photos by content, wherever they are in each set', () => {
    const a = testEvaluation('a', [
      { hash: 'x', right: true },
      { hash: 'y', right: false },
      { hash: 'z', right: true },
    ]);
    const b = testEvaluation('b', [
      { hash: 'z', right: false },
      { hash: 'x', right: true },
    ]);
    const shared = sharedTest([a, b]);
    expect(shared).toMatchObject({ common: 2, leftOut: 0, leaks: false });
    expect(shared.places).toEqual([
      [0, 2],
      [1, 0],
    ]);
    expect(sharedAccuracy(shared, 0)).toMatchObject({ n: 2, correct: 2 });
    expect(agreementOf(shared, 0, 1)).toMatchObject({
      onlyFirst: [1],
      onlySecond: [],
      bothRight: 1,
    });
  });

  it('leaves out what any of the runs trained on', () => {
    const a = testEvaluation('a', [
      { hash: 'x', right: true },
      { hash: 'y', right: true, trained: true },
    ]);
    const shared = sharedTest([a, testEvaluation('b', photosNamed('x', 'y'))]);
    expect(shared).toMatchObject({ common: 2, leftOut: 1, leaks: false, places: [[0], [0]] });
  });

  it('takes them where nothing else is left, and says that it leaks', () => {
    const a = testEvaluation('a', [{ hash: 'x', right: true, trained: true }]);
    const shared = sharedTest([a, testEvaluation('b', photosNamed('x'))]);
    expect(shared).toMatchObject({ leftOut: 0, leaks: true, places: [[0], [0]] });
  });

  it('finds nothing between sets that share no photo', () => {
    const shared = sharedTest([
      testEvaluation('a', photosNamed('x')),
      testEvaluation('b', photosNamed('y')),
    ]);
    expect(shared).toMatchObject({ common: 0, leaks: false });
    expect(sharedAccuracy(shared, 0)).toBeUndefined();
  });
});

describe('measuredVerdict()', () => {
  const cnn = runRow({ id: 'a', name: 'cnn' });
  const dense = runRow({ id: 'b', name: 'dense' });

  it('says which is better, with intervals, n and the chance', () => {
    const shared = sharedTest([
      testEvaluation(
        'b',
        photos(200, (at) => at < 120),
      ),
      testEvaluation(
        'a',
        photos(200, (at) => at < 170),
      ),
    ]);
    const { sentence } = measuredVerdict(shared, [dense, cnn], ['3', '8'])!;
    expect(sentence).toMatch(
      /^cnn is better than dense on the same 200 test photos: 0\.85\d*\s±\s.* against 0\.60\d*\s±\s.*, McNemar p < 0\.001\. Weights of cnn after epoch 8, of dense after epoch 3\.$/,
    );
  });

  it('does not tell apart what may be chance, nor what leaks', () => {
    const even = sharedTest([
      testEvaluation(
        'a',
        photos(100, (at) => at < 80),
      ),
      testEvaluation(
        'b',
        photos(100, (at) => at < 79),
      ),
    ]);
    expect(measuredVerdict(even, [cnn, dense], ['1', '1'])!.sentence).toMatch(
      /cannot be told apart.*p = 1/,
    );
    const leaking = sharedTest([
      testEvaluation('a', [{ hash: 'x', right: true, trained: true }]),
      testEvaluation('b', photosNamed('x')),
    ]);
    expect(measuredVerdict(leaking, [cnn, dense], ['1', '1'])!.sentence).toMatch(
      /^No honest comparison/,
    );
  });

  it('says how many photos runs of different splits share', () => {
    const shared = sharedTest([
      testEvaluation('a', photosNamed('x', 'y', 'z')),
      testEvaluation('b', photosNamed('x', 'q')),
    ]);
    expect(measuredVerdict(shared, [cnn, dense], ['1', '1'])!.warnings).toEqual([
      'Their splits differ: of 3 and 2 test photos they share 1, and only these are compared.',
    ]);
  });
});

describe('holm()', () => {
  it('multiplies by how many are left and never falls', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.9]);
    [0.04, 0.09, 0.09, 0.9].forEach((p, i) => {
      expect(adjusted[i]).toBeCloseTo(p, 12);
    });
  });
});

describe('formatChance()', () => {
  it('names no chance of zero', () => {
    expect([0, 0.0009, 0.0316, 0.999, 1].map(formatChance)).toEqual([
      ...['p < 0.001', 'p < 0.001', 'p = 0.032', 'p = 1', 'p = 1'],
    ]);
  });
});

function photosNamed(...hashes: string[]): GivenPhoto[] {
  return hashes.map((hash) => ({ hash, right: true }));
}
