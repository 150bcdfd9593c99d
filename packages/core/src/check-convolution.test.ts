import { describe, expect, it } from 'vitest';
import {
  type CheckedLayer,
  candidateMap,
  checkConvolution,
  checkFilter,
} from './check-convolution.js';
import type { Tensor } from './engine.js';
import type { Conv2dLayer } from './network.js';
import { windowPlaces } from './window-places.js';

let seed = 5;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32 - 0.5;
};
const tensor = (shape: readonly number[]): Tensor => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, random),
});

/** A layer's output by its definition, window by window: of correlation, or with each kernel flipped. */
function layerOf(changes: Partial<Conv2dLayer>, flips: boolean): CheckedLayer {
  const layer: Conv2dLayer = {
    ...{ kind: 'conv2d', name: 'Conv', filters: 3, kernelSize: 3, padding: 'same' },
    ...changes,
  };
  const { kernelSize: size, filters, strides = 1 } = layer;
  const input = tensor([9, 8, 2]);
  const kernel = tensor([size, size, 2, filters]);
  const bias = tensor([filters]);
  const rows = windowPlaces(9, layer);
  const columns = windowPlaces(8, layer);
  const values = new Float32Array(rows.count * columns.count * filters);
  for (let y = 0; y < rows.count; y++) {
    for (let x = 0; x < columns.count; x++) {
      for (let f = 0; f < filters; f++) {
        let sum = bias.values[f];
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            const [r, c] = [y * strides - rows.before + i, x * strides - columns.before + j];
            if (r < 0 || r >= 9 || c < 0 || c >= 8) continue;
            const [ki, kj] = flips ? [size - 1 - i, size - 1 - j] : [i, j];
            for (let channel = 0; channel < 2; channel++) {
              const weight = kernel.values[((ki * size + kj) * 2 + channel) * filters + f];
              sum += input.values[(r * 8 + c) * 2 + channel] * weight;
            }
          }
        }
        values[(y * columns.count + x) * filters + f] = sum;
      }
    }
  }
  const output = { shape: [rows.count, columns.count, filters], values };
  return { layer, input, output, kernel, bias };
}

describe('checkConvolution()', () => {
  it.each([
    {},
    { padding: 'valid' },
    { strides: 2 },
    { strides: 2, padding: 'valid' },
    { kernelSize: 5 },
  ] as const)('tells correlation from convolution, with %o', (changes) => {
    for (const [flips, verdict, differs] of [
      [false, 'correlates', 'convolve2d'],
      [true, 'convolves', 'correlate2d'],
    ] as const) {
      const checks = checkConvolution(layerOf(changes, flips));
      expect(checks.map((check) => check.verdict)).toEqual([verdict, verdict, verdict]);
      for (const { differences } of checks) {
        expect(differences[differs]).toBeGreaterThan(0.01);
        // Correlation with the flipped kernel is convolution.
        expect(differences.correlate2dFlipped).toBeCloseTo(differences.convolve2d, 12);
      }
    }
  });

  it('says both of a kernel that is its own flip, and neither of a broken layer', () => {
    const checked = layerOf({}, false);
    const even = {
      ...checked,
      kernel: { ...checked.kernel, values: checked.kernel.values.map(() => 0.5) },
    };
    const map = candidateMap(even, 0, 'correlate2d').flat();
    const output = {
      shape: even.output.shape,
      values: Float32Array.from(map.flatMap((value) => [value, value, value])),
    };
    expect(checkFilter({ ...even, output }, 0).verdict).toBe('both');
    expect(checkFilter({ ...checked, bias: undefined }, 0).verdict).toBe('neither');
  });

  it('tells them apart with weights as tiny as those of a layer that hardly learns', () => {
    const checked = layerOf({}, false);
    const tiny = ({ shape, values }: Tensor) => ({ shape, values: values.map((v) => v * 1e-6) });
    const { verdict, differences } = checkFilter(
      {
        ...checked,
        kernel: tiny(checked.kernel),
        bias: tiny(checked.bias!),
        output: tiny(checked.output),
      },
      1,
    );
    expect(verdict).toBe('correlates');
    expect(differences.convolve2d).toBeGreaterThan(1e-8);
  });

  it('says neither of an output with a value that is no number', () => {
    const checked = layerOf({}, false);
    const values = checked.output.values.map((value, i) => (i === 0 ? Number.NaN : value));
    expect(checkFilter({ ...checked, output: { ...checked.output, values } }, 0).verdict).toBe(
      'neither',
    );
  });

  it('checks a map of more values than a call takes arguments', () => {
    const size = 400;
    const input = tensor([size, size, 1]);
    const layer: Conv2dLayer = {
      ...{ kind: 'conv2d', name: 'Conv', filters: 1, kernelSize: 1, padding: 'same' },
    };
    const kernel = { shape: [1, 1, 1, 1], values: Float32Array.of(1) };
    const { min, max } = checkFilter({ layer, input, output: input, kernel, bias: undefined }, 0);
    expect(min).toBeGreaterThanOrEqual(-0.5);
    expect(max).toBeLessThan(0.5);
  });
});
