import { describe, expect, it } from 'vitest';
import { formatLab, KERNELS, parseKernel, parseLab } from './lab-state.js';

describe('parseLab() and formatLab()', () => {
  it('go there and back', () => {
    const query = {
      ...{ k: '0,1,0;1,-4.5,1;0,1,0', op: 'convolution', pad: 'valid', edge: 'wrap', stride: '2' },
      ...{ draw: 'amounts', at: '17', photo: '3', of: 'cnn', layer: 'ConvLayer1', filter: '5' },
    };
    expect(formatLab(parseLab(query))).toEqual(query);
    expect(formatLab(parseLab({}))).toEqual({});
    for (const { rows } of KERNELS)
      expect(parseLab(formatLab({ ...parseLab({}), kernel: rows })).kernel).toEqual(rows);
  });

  it('take a kernel that is none for left out', () => {
    for (const text of [
      '',
      '1,2;3,4',
      '1,2,3;4,5;6,7,8',
      '1,2,x;4,5,6;7,8,9',
      '1,,3;4,5,6;7,8,9',
    ]) {
      expect(parseKernel(text)).toBeUndefined();
    }
    expect(parseLab({ k: 'moon', at: '-1', stride: '3' })).toEqual(parseLab({}));
  });
});
