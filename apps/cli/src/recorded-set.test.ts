import { describe, expect, it } from 'vitest';
import { changedSetNotice, recordedSet, settingsFrom } from './recorded-set.js';

const relaxed = { engine: 'kernels', environment: { instructionSet: 'relaxed', threads: 2 } };
const plain = { instructionSet: 'simd128', threads: 4 } as const;

describe('recordedSet()', () => {
  it('is the one of the record, and simd128 where the kernels recorded none', () => {
    expect(recordedSet(relaxed)).toBe('relaxed');
    expect(recordedSet({ engine: 'kernels', environment: {} })).toBe('simd128');
    expect(recordedSet({ engine: 'kernels', environment: { instructionSet: 'avx' } })).toBe(
      'simd128',
    );
  });

  it('is that of the kernels, whatever engine came after them', () => {
    expect(recordedSet({ ...relaxed, engine: 'tensorflow' })).toBe('relaxed');
    const engines = 'kernels, from epoch 2 tensorflow';
    expect(recordedSet({ engine: 'tensorflow', environment: { engines } })).toBe('simd128');
    expect(recordedSet({ engine: 'tensorflow', environment: {} })).toBeUndefined();
  });
});

describe('settingsFrom()', () => {
  it('changes only the threads with the same set', () => {
    const now = { instructionSet: 'relaxed', threads: 4 } as const;
    expect(settingsFrom(2, relaxed, now)).toEqual({ instructionSet: 'relaxed', threads: 4 });
  });

  it('keeps every set with the epoch from which it was used', () => {
    const first = settingsFrom(2.25, relaxed, plain);
    expect(first).toEqual({ ...plain, instructionSets: 'relaxed, from epoch 2.25 simd128' });
    const second = settingsFrom(
      10 / 3,
      { engine: 'kernels', environment: first },
      { instructionSet: 'wide', threads: 1 },
    );
    expect(second.instructionSets).toBe('relaxed, from epoch 2.25 simd128, from epoch 3.333 wide');
  });

  it('changes nothing for an engine without settings', () => {
    expect(settingsFrom(1, relaxed, undefined)).toEqual({});
  });
});

describe('changedSetNotice()', () => {
  it('says what was and what is, for a run that goes on with another set only', () => {
    expect(changedSetNotice(relaxed, plain)).toMatch(
      /^Instruction set simd128 from here on, relaxed before: /,
    );
    expect(changedSetNotice(relaxed, { instructionSet: 'relaxed', threads: 9 })).toBeUndefined();
    expect(changedSetNotice(undefined, plain)).toBeUndefined();
  });
});

describe('a run of another engine', () => {
  const before = { engine: 'tensorflow', environment: {} };

  it('has no instruction set that could have changed', () => {
    expect(settingsFrom(3, before, plain)).toEqual(plain);
    expect(changedSetNotice(before, plain)).toBeUndefined();
  });

  it('keeps the set that it began with by the kernels', () => {
    const between = { ...relaxed, engine: 'tensorflow' };
    expect(settingsFrom(3, between, plain)).toEqual({
      ...plain,
      instructionSets: 'relaxed, from epoch 3 simd128',
    });
    expect(changedSetNotice(between, plain)).toMatch(/simd128 from here on, relaxed before/);
  });
});
