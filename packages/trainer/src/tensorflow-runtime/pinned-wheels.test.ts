import { describe, expect, it } from 'vitest';
import { pinnedWheel } from './pinned-wheels.js';

describe('pinnedWheel()', () => {
  it('takes the small wheel of Linux on x64 unless a GPU is asked for', () => {
    expect(pinnedWheel('linux', 'x64', false).distribution).toBe('tensorflow-cpu');
    expect(pinnedWheel('linux', 'x64', true).distribution).toBe('tensorflow');
  });

  it('pins another file for every system', () => {
    const wheels = [
      pinnedWheel('linux', 'x64', false),
      pinnedWheel('linux', 'x64', true),
      pinnedWheel('linux', 'arm64', false),
      pinnedWheel('darwin', 'arm64', false),
    ];
    expect(new Set(wheels.map(({ sha256 }) => sha256)).size).toBe(4);
    for (const { sha256 } of wheels) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says what was expected where there is none', () => {
    expect(() => pinnedWheel('darwin', 'x64', false)).toThrow('darwin on x64');
    expect(() => pinnedWheel('linux', 'arm64', true)).toThrow('Leave --gpu out');
  });
});
