import { describe, expect, it } from 'vitest';
import { FIRST_DRAWING, formatDrawing } from './drawing.js';
import { KERNELS } from './kernels.js';
import { formatLab, parseLab } from './lab-state.js';

describe('parseLab() and formatLab()', () => {
  it('go there and back', () => {
    const query = {
      ...{ k: '0,1,0;1,-4.5,1;0,1,0', op: 'convolution', pad: 'valid', edge: 'wrap', stride: '4' },
      ...{ draw: 'amounts', ink: 'grey', at: '17', photo: '3', plane: 'green', speed: 'slow' },
      ...{ of: 'cnn', layer: 'ConvLayer1', filter: '5', epoch: '2.5', channel: '0' },
      ...{ from: 'drawing', picture: formatDrawing(FIRST_DRAWING), own: 'own-2' },
    };
    expect(formatLab(parseLab(query))).toEqual(query);
    expect(formatLab(parseLab({}))).toEqual({});
    expect(formatLab(parseLab({ k: 'filter' }))).toEqual({ k: 'filter' });
    for (const { rows } of KERNELS)
      expect(parseLab(formatLab({ ...parseLab({}), kernel: rows })).kernel).toEqual(rows);
  });

  it('take what is wrong for left out', () => {
    const wrong = { k: 'moon', at: '-1', stride: '0', from: 'moon', picture: 'ff', epoch: '-1' };
    expect(parseLab({ ...wrong, plane: 'moon', speed: '9' })).toEqual(parseLab({}));
  });
});
