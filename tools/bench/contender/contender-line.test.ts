import { describe, expect, it } from 'vitest';
import { formatContenderLine, parseContenderLine } from './contender-line.js';

describe('parseContenderLine()', () => {
  it('reads what a contender says, and leaves out what its framework writes', () => {
    const window = {
      kind: 'window',
      photos: 256,
      seconds: 0.5,
      cpuSeconds: 0.9,
      loss: 0.6,
    } as const;
    expect(parseContenderLine(formatContenderLine(window).trimEnd())).toEqual(window);
    expect(parseContenderLine('Epoch 1/10')).toBeUndefined();
    expect(parseContenderLine('')).toBeUndefined();
  });

  it('refuses a window in which nothing was trained', () => {
    expect(() => parseContenderLine('@bench {"kind":"window","photos":0,"seconds":1}')).toThrow(
      /ready or a window line/,
    );
  });

  it('refuses a line of another kind', () => {
    expect(() => parseContenderLine('@bench {"kind":"hello"}')).toThrow(/"hello"/);
  });
});
