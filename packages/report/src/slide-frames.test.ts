import { correlate2d, mapOf, RandomStream, type Tensor } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { slideFrame, slideOutput } from './slide-frames.js';
import { slidingSvg } from './sliding-svg.js';

const random = new RandomStream(7);
const noise = (shape: readonly number[]): Tensor => ({
  shape,
  values: Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    () => random.uniform() - 0.5,
  ),
});
const filter = { photo: noise([8, 8, 3]), kernel: noise([3, 3, 3]), bias: 0.25 };

describe('slideFrame()', () => {
  it('comes to what correlation with zero padding does, at every place', () => {
    const sums = [0, 1, 2].map((channel) =>
      correlate2d(mapOf(filter.photo, channel), mapOf(filter.kernel, channel), 'same'),
    );
    const expected = sums[0].flatMap((row, y) =>
      row.map((value, x) => value + sums[1][y][x] + sums[2][y][x] + filter.bias),
    );
    const output = slideOutput(filter);
    expect(output).toHaveLength(64);
    for (const [i, value] of output.entries()) expect(value).toBeCloseTo(expected[i], 6);
  });

  it('tells what lies beyond the edge from a zero of the photo', () => {
    const { under, products } = slideFrame(filter, 0, 0);
    expect(under[0].map((value) => value === undefined)).toEqual([
      ...[true, true, true],
      ...[true, false, false],
      ...[true, false, false],
    ]);
    expect(products[0][0]).toBe(0);
  });
});

describe('slidingSvg()', () => {
  it('has a still frame in each of its drawings, and rules that show frames in turn', () => {
    const { html, style } = slidingSvg(filter, 'a cat & its window');
    expect(html.match(/class="frame f\d+ still"/g)).toHaveLength(3);
    expect(html).toContain('aria-label="a cat &amp; its window"');
    const frames = html.match(/class="frame f\d+( still)?"/g)!.length / 3;
    expect(style.match(/\.f\d+\{animation-delay/g)).toHaveLength(frames);
    expect(style).toContain('prefers-reduced-motion: reduce');
  });
});
