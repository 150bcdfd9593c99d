import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.js';
import { historySvg } from './history-svg.js';

const spreads = [1, 2, 3].map((to) => histogramOf([0, 1, to], [0, 4], 8));
const histories = [{ name: 'Conv/kernel', spreads, changes: [] }];
const colours = { surface: '#fff', ink: '#000', soft: '#555' };

describe('historySvg()', () => {
  it('draws a cell for each bin of each snapshot, or a hill a snapshot', () => {
    const strips = historySvg('cnn', histories, ['0', '1', '2'], 'strips', colours);
    expect(strips.match(/fill="rgb\(/g)).toHaveLength(3 * 8);
    expect(strips).toContain('epoch 2');
    const ridges = historySvg('cnn', histories, ['0', '1', '2'], 'ridges', colours);
    expect(ridges.match(/<path /g)).toHaveLength(3);
    expect(ridges).toContain('Conv/kernel');
  });
});
