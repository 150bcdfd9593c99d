import { describe, expect, it } from 'vitest';
import { curveSvg, thinned } from './curve-svg.js';

describe('curveSvg()', () => {
  it('draws every extreme of a long line, and leaves a gap where a value is no number', () => {
    const y = Array.from({ length: 100_000 }, (_, i) => (i === 77_777 ? 1e6 : Math.sin(i)));
    const line = { name: 'a', colour: '#000', faint: false, x: y.map((_, i) => i), y };
    const few = thinned(line);
    expect(few.y.length).toBeLessThan(2000);
    expect(Math.max(...few.y)).toBe(1e6);
    expect(few.x.at(-1)).toBe(99_999);
    const broken = { ...line, x: [0, 1, 2, 3], y: [1, 2, Number.NaN, 3] };
    expect(curveSvg('a', 'epoch', [broken])).toMatch(/d="M[^M]+M[^M]+"/);
    expect(curveSvg('a', 'epoch', [])).toBe('<p>a: no point.</p>');
  });
});
