import { describe, expect, it } from 'vitest';
import {
  changedEngineNotice,
  changedSetNotice,
  enginesFrom,
  recordedSet,
  settingsFrom,
} from './recorded-set.js';

const relaxed = { engine: 'kernels', environment: { instructionSet: 'relaxed', threads: 2 } };
const plain = { instructionSet: 'simd128', threads: 4 } as const;

describe('recordedSet()', () => {
  it('is the one of the record, and simd128 where there is none', () => {
    expect(recordedSet(relaxed)).toBe('relaxed');
    expect(recordedSet({ environment: {} })).toBe('simd128');
    expect(recordedSet({ environment: { instructionSet: 'avx' } })).toBe('simd128');
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

describe('another engine', () => {
  const before = { engine: 'tensorflow', environment: {} };

  it('has no instruction set that could have changed', () => {
    expect(settingsFrom(3, before, plain)).toEqual(plain);
    expect(changedSetNotice(before, plain)).toBeUndefined();
  });

  it('is told, and kept with the epoch from which it was used', () => {
    const first = enginesFrom(2.5, relaxed, 'tensorflow');
    expect(first).toEqual({ engines: 'kernels, from epoch 2.5 tensorflow' });
    const second = enginesFrom(4, { engine: 'tensorflow', environment: first }, 'kernels');
    expect(second.engines).toBe('kernels, from epoch 2.5 tensorflow, from epoch 4 kernels');
    expect(enginesFrom(4, before, 'tensorflow')).toEqual({});
    expect(changedEngineNotice(relaxed, 'tensorflow')).toMatch(
      /^Engine tensorflow from here on, kernels before: /,
    );
    expect(changedEngineNotice(before, 'tensorflow')).toBeUndefined();
    expect(changedEngineNotice(undefined, 'kernels')).toBeUndefined();
  });
});
