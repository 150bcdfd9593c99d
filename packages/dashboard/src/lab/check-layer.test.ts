import type { CheckedLayer, FilterCheck } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { checkLayer, layerWords } from './check-layer.js';

const check = (
  verdict: FilterCheck['verdict'],
  correlate2d: number,
  convolve2d: number,
): FilterCheck => ({
  ...{ filter: 0, verdict, min: -1, max: 1 },
  differences: { convolve2d, correlate2d, correlate2dFlipped: convolve2d },
});

/** Filters that weigh the photo by 1, 2, 3... */
function checkedLayer(filters: number): CheckedLayer {
  const kernel = Float32Array.from({ length: filters * 9 }, (_, i) =>
    Math.floor(i / filters) === 0 ? (i % filters) + 1 : 0,
  );
  const input = { shape: [1, 1, 1], values: Float32Array.of(1) };
  return {
    layer: { kind: 'conv2d', name: 'Conv', filters, kernelSize: 3, padding: 'same' },
    input,
    output: { shape: [1, 1, filters], values: new Float32Array(filters) },
    kernel: { shape: [3, 3, 1, filters], values: kernel },
    bias: undefined,
  };
}

describe('checkLayer()', () => {
  it('checks every filter, in their order', async () => {
    const checks = await checkLayer(checkedLayer(5), () => true);
    expect(checks?.map(({ filter }) => filter)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('layerWords()', () => {
  it('says what all filters do, with the largest differences of any', () => {
    const checks = [check('correlates', 1e-7, 2), check('correlates', 3e-7, 0.5)];
    expect(layerWords('Conv', checks)).toBe(
      'All 2 filters of Conv correlate: correlate2d differs by at most 3.0e\u22127, convolve2d by up to 2.0.',
    );
    expect(layerWords('Conv', [check('convolves', 2, 1e-7)])).toMatch(
      /^The filter of Conv convolves/,
    );
  });

  it('counts what differs, and says which cannot tell', () => {
    const mixed = [check('correlates', 0, 2), check('neither', 2, 2), check('both', 0, 0)];
    expect(layerWords('Conv', mixed)).toBe(
      'Of 3 filters of Conv: 1 correlates, 1 both, 1 neither.',
    );
    expect(layerWords('Conv', [check('correlates', 0, 2), check('both', 0, 0)])).toContain(
      '1 of them cannot tell',
    );
    expect(layerWords('Conv', [check('both', 0, 0)])).toBe('Of 1 filters of Conv: 1 both.');
  });
});
