import { describe, expect, it } from 'vitest';
import { labelTargets } from './label-targets.js';
import { drawMixup, mixPhotos } from './mixup.js';

describe('drawMixup()', () => {
  it.each([0.1, 0.4, 1])(
    'draws shares as Beta(%d, ·) has them, folded to the upper half',
    (strength) => {
      const shares = Array.from(
        { length: 4000 },
        (_, step) => drawMixup(strength, 8, 1, step).share,
      );
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.5);
      expect(Math.max(...shares)).toBeLessThanOrEqual(1);
      // Folding keeps (share - 1/2)²: its mean is the variance of Beta(a, a), 1 / (4 (2 a + 1)).
      const variance = shares.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / shares.length;
      expect(variance).toBeCloseTo(1 / (4 * (2 * strength + 1)), 2);
    },
  );

  it('pairs no photo with itself, where there is another', () => {
    for (let step = 0; step < 200; step++) {
      const { offset } = drawMixup(0.2, 5, 1, step);
      expect(offset % 5).not.toBe(0);
    }
    expect(drawMixup(0.2, 1, 1, 0).offset).toBe(0);
  });
});

it('mixPhotos() blends byte by byte', () => {
  const to = new Uint8Array(3);
  mixPhotos(Uint8Array.of(0, 100, 255), Uint8Array.of(255, 0, 255), to, 0.75);
  expect([...to]).toEqual([64, 75, 255]);
});

describe('labelTargets()', () => {
  it('is one-hot without smoothing', () => {
    const targets = labelTargets(Uint8Array.of(1, 0), { classes: 3, labelSmoothing: 0 });
    expect([...targets]).toEqual([0, 1, 0, 1, 0, 0]);
  });

  it('spreads a share over all classes', () => {
    const [first, second] = labelTargets(Uint8Array.of(1), { classes: 2, labelSmoothing: 0.1 });
    expect(first).toBeCloseTo(0.05, 6);
    expect(second).toBeCloseTo(0.95, 6);
  });

  it("blends in the partner's label, and rows still sum to 1", () => {
    const mixup = { share: 0.7, offset: 1 };
    const targets = labelTargets(Uint8Array.of(0, 2, 2), {
      classes: 3,
      labelSmoothing: 0.3,
      mixup,
    });
    const expected = [0.59, 0.1, 0.31, 0.1, 0.1, 0.8, 0.31, 0.1, 0.59];
    for (const [i, target] of targets.entries()) expect(target).toBeCloseTo(expected[i], 6);
  });
});
