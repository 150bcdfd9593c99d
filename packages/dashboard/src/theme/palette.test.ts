import { describe, expect, it } from 'vitest';
import { contrast, oklabDistance, SIGHTS, seenAs } from './colour-vision.js';
import { PALETTES, RUN_COLOURS, THEMES } from './palette.js';

describe.each(THEMES)('the %s palette', (theme) => {
  const palette = PALETTES[theme];
  const surfaces = [palette.surface, palette.raised, palette.shade];

  it('gives text AA contrast on every surface', () => {
    for (const surface of surfaces) {
      expect(contrast(palette.ink, surface)).toBeGreaterThanOrEqual(7);
      expect(contrast(palette.inkSoft, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.accent, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.warning, surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(palette.warning, palette.warningSurface)).toBeGreaterThanOrEqual(4.5);
  });

  it('gives the edges of controls and the marks of runs 3:1 on paper and rail', () => {
    for (const colour of [palette.edge, ...RUN_COLOURS[theme]]) {
      expect(contrast(colour, palette.surface)).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, palette.raised)).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(SIGHTS)('keeps 8 run colours apart under %s sight', (sight) => {
    const seen = RUN_COLOURS[theme].map((colour) => seenAs(colour, sight));
    expect(seen).toHaveLength(8);
    for (const [i, first] of seen.entries()) {
      for (const second of seen.slice(i + 1)) {
        // 0.02 is about the smallest difference that is seen; this is five times it.
        expect(oklabDistance(first, second)).toBeGreaterThan(0.1);
      }
    }
  });
});

describe('contrast()', () => {
  it('runs from 1 to 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#777777')).toBe(1);
  });
});
