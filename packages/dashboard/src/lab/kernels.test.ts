import { describe, expect, it } from 'vitest';
import { KERNELS, parseKernel, resizedKernel } from './kernels.js';

describe('parseKernel()', () => {
  it('reads three or five rows of as many numbers, and nothing else', () => {
    expect(parseKernel('0,1,0;1,-4.5,1;0,1,1e-2')).toEqual([
      [0, 1, 0],
      [1, -4.5, 1],
      [0, 1, 0.01],
    ]);
    for (const text of [
      '',
      '1,2;3,4',
      '1,2,3;4,5;6,7,8',
      '1,2,x;4,5,6;7,8,9',
      '1,,3;4,5,6;7,8,9',
      '1,2,3;4,Infinity,6;7,8,9',
    ]) {
      expect(parseKernel(text)).toBeUndefined();
    }
  });
});

describe('resizedKernel()', () => {
  it('puts zeros around, and takes them away again', () => {
    const [{ rows }] = KERNELS;
    const large = resizedKernel(rows, 5);
    expect(large.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect(large.flat().reduce((sum, value) => sum + Math.abs(value), 0)).toBe(8);
    expect(resizedKernel(large, 3)).toEqual(rows);
  });
});

describe('KERNELS', () => {
  it('blur without making brighter or darker, and find edges only where there are some', () => {
    const sumOf = (name: string) =>
      KERNELS.find((one) => one.name.startsWith(name))!
        .rows.flat()
        .reduce((a, b) => a + b, 0);
    for (const name of ['Blur', 'Blur, 5', 'Identity', 'Sharpen']) expect(sumOf(name)).toBe(1);
    for (const name of ['Sobel x', 'Sobel y', 'Laplacian:', 'Laplacian of']) {
      expect(sumOf(name)).toBe(0);
    }
  });
});
