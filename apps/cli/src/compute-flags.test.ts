import { describe, expect, it } from 'vitest';
import { type ComputeFlags, computeOptions, type StartedRun } from './compute-flags.js';

const everySet = async () => undefined;
const onlyPlain = async (set: string) => (set === 'simd128' ? undefined : 'it needs Node 24');
const started = (instructionSet?: string): StartedRun => ({
  name: 'cnn-1',
  engine: 'kernels',
  device: 'cpu (wasm)',
  environment: instructionSet === undefined ? {} : { instructionSet },
});

describe('computeOptions()', () => {
  it.each<[string, ComputeFlags, StartedRun | undefined, string]>([
    ['the best for a new run', {}, undefined, 'auto'],
    ['the one that is named', { instructionSet: 'relaxed' }, undefined, 'relaxed'],
    ['simd128 for deterministic', { deterministic: true }, undefined, 'simd128'],
    ['the recorded one for a run that goes on', {}, started('wide'), 'wide'],
    ['simd128 for a run of before there was a choice', {}, started(), 'simd128'],
    ['a named one for a run that goes on', { instructionSet: 'auto' }, started('wide'), 'auto'],
  ])('takes %s', async (_, flags, run, expected) => {
    const options = await computeOptions({ ...flags, threads: 3 }, run, 'kernels', everySet);
    expect(options).toEqual({ threads: 3, instructionSet: expected });
  });

  it('does not go on with another set by itself', async () => {
    await expect(computeOptions({}, started('wide'), 'kernels', onlyPlain)).rejects.toThrow(
      'Run cnn-1 was started with instruction set wide, which cannot run here: it needs Node 24. To go on with another',
    );
  });

  it('refuses a named set that cannot run here', async () => {
    await expect(
      computeOptions({ instructionSet: 'relaxed' }, undefined, 'kernels', onlyPlain),
    ).rejects.toThrow('Instruction set relaxed cannot run here: it needs Node 24.');
  });

  it('has nothing for another engine, and refuses the flags that are of the kernels', async () => {
    expect(await computeOptions({}, started('wide'), 'tensorflow', everySet)).toEqual({});
    await expect(computeOptions({ threads: 2 }, undefined, 'tensorflow', everySet)).rejects.toThrow(
      'Expected --threads with the kernels engine only, got it with tensorflow.',
    );
  });

  it('goes back to the set that the kernels began a run with, and takes the best for one of another engine', async () => {
    const between = { ...started('relaxed'), engine: 'tensorflow' };
    const options = await computeOptions({}, between, 'kernels', everySet);
    expect(options.instructionSet).toBe('relaxed');
    const never = { ...started(), engine: 'tensorflow' };
    expect((await computeOptions({}, never, 'kernels', everySet)).instructionSet).toBe('auto');
  });

  it('refuses flags that contradict each other', async () => {
    const flags: ComputeFlags = { deterministic: true, instructionSet: 'wide' };
    await expect(computeOptions(flags, undefined, 'kernels', everySet)).rejects.toThrow(
      'Expected --instruction-set simd128 with --deterministic, got wide',
    );
  });
});
