import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LiveLine, progressBar } from './live-line.js';

function stream(isTTY: boolean, columns: number): { out: NodeJS.WriteStream; text: () => string } {
  const pipe = new PassThrough();
  const out = Object.assign(pipe, { isTTY, columns }) as unknown as NodeJS.WriteStream;
  return { out, text: () => (pipe.read() as Buffer | null)?.toString() ?? '' };
}

describe('LiveLine', () => {
  it('draws nothing where there is no terminal, but prints whole lines', () => {
    const { out, text } = stream(false, 80);
    const line = new LiveLine(out);
    line.update(() => 'half');
    line.print('whole');
    line.clear();
    expect(text()).toBe('whole\n');
  });

  it('cuts to the width of the terminal, colour codes not counted', () => {
    const { out, text } = stream(true, 6);
    new LiveLine(out).update(() => '\x1b[32mabcdefgh\x1b[39m');
    expect(text()).toBe('\r\x1b[2K\x1b[32mabcde\x1b[39m');
  });

  it('clears the live line before a whole one', () => {
    const { out, text } = stream(true, 80);
    const line = new LiveLine(out);
    line.update(() => 'live');
    line.print('whole');
    expect(text()).toBe('\r\x1b[2Klive\r\x1b[2Kwhole\n');
  });
});

describe('progressBar()', () => {
  it('fills from empty to full and not beyond', () => {
    expect([0, 0.5, 1, 1.5].map((share) => progressBar(share, 4))).toEqual([
      '[----]',
      '[##--]',
      '[####]',
      '[####]',
    ]);
  });
});
