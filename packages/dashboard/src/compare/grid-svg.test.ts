import { describe, expect, it } from 'vitest';
import { gridSvg } from './grid-svg.js';

const colours = { surface: '#fff', ink: '#000', soft: '#555' };

describe('gridSvg()', () => {
  const grid = {
    title: 'Confusion of <cnn>',
    rows: ['cat', 'dog'],
    columns: ['cat', 'dog'],
    cells: [
      [
        { share: 0.75, lines: ['3', '0.75'] },
        { share: 0.25, lines: ['1', '0.25'] },
      ],
      [
        { share: 0, lines: ['0', '0.00'] },
        { share: 1, lines: ['4', '1.00'] },
      ],
    ],
  };

  it('draws a shaded cell for each, with its words escaped', () => {
    const svg = gridSvg(grid, colours);
    expect(svg.match(/fill-opacity/g)).toHaveLength(4);
    expect(svg).toContain('fill-opacity="0.240"');
    expect(svg).toContain('Confusion of &#60;cnn&#62;');
    expect(svg).not.toContain('rotate');
  });

  it('keeps cells small where there are no words, and cuts long names', () => {
    const names = Array.from({ length: 50 }, (_, i) => `${'long-'.repeat(20)}${i}`);
    const cells = names.map(() => names.map(() => ({ share: 0, lines: [] })));
    const svg = gridSvg({ title: 'All', rows: names, columns: names, cells }, colours);
    const width = Number(/ width="([\d.]+)"/.exec(svg)![1]);
    expect(width).toBeLessThan(1300);
    expect(svg).toContain('rotate(-90');
    expect(svg).not.toContain(names[0]);
  });
});
