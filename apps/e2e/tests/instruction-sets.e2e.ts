import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawPhoto } from '@peasy/data';
import { instructionSetMissing } from '@peasy/kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, events, peasy, peasyJson } from '../src/peasy.js';
import { WITHOUT_SHARED_MEMORY } from '../src/without-shared-memory.js';

const TRAIN = ['train', '--config', config('cnn'), '--epochs', '2', '--json'];
const NOTICE =
  /Run \w+ was computed with instruction set relaxed, which cannot run here: .*shared memory.*\. This is computed with simd128; the last bits may differ\./;

interface Shown {
  readonly device: string;
  readonly environment: Readonly<Record<string, unknown>>;
}

const reason = await instructionSetMissing('relaxed');

describe.skipIf(reason)(`a run on relaxed SIMD${reason ? ` [skipped: ${reason}]` : ''}`, () => {
  const folder = emptyFolder();
  beforeAll(async () => {
    for (const [name, set] of [
      ['plain', 'simd128'],
      ['relaxed', 'relaxed'],
    ]) {
      const flags = ['--name', name, '--instruction-set', set];
      expect((await peasy(folder, [...TRAIN, ...flags])).code).toBe(0);
    }
    for (const kind of ['cat', 'dog'] as const) {
      mkdirSync(path.join(folder, 'photos', kind), { recursive: true });
      const file = path.join(folder, 'photos', kind, '1.jpg');
      writeFileSync(file, await drawPhoto({ kind, seed: 77, index: 1 }));
    }
  });

  it.each([
    ['plain', 'cpu (wasm simd128, '],
    ['relaxed', 'cpu (wasm relaxed simd, '],
  ])('%s is evaluated with the set that it recorded', async (name, device) => {
    const report = await peasyJson<Record<string, unknown>>(folder, [
      ...['evaluate', name, '--data', 'photos'],
    ]);
    expect(report.device).toContain(device);
    expect(report).toMatchObject({ n: 2, instructionSetNotice: null });
  });

  it('is evaluated, and predicts, with another where its own is not there, and says so', async () => {
    const nodeFlags = WITHOUT_SHARED_MEMORY;
    const evaluate = ['evaluate', 'relaxed', '--data', 'photos'];
    const evaluated = await peasy(folder, evaluate, { nodeFlags });
    expect(evaluated.code).toBe(0);
    expect(evaluated.stdout).toMatch(NOTICE);
    const json = await peasy(folder, [...evaluate, '--json'], { nodeFlags });
    expect(JSON.parse(json.stdout)).toMatchObject({
      device: 'cpu (wasm simd128, 1 thread)',
      instructionSetNotice: expect.stringMatching(NOTICE),
    });
    const predicted = await peasy(folder, ['predict', 'relaxed', 'photos'], { nodeFlags });
    expect(predicted.code).toBe(0);
    expect(predicted.stderr).toMatch(NOTICE);
    expect((await peasy(folder, ['predict', 'plain', 'photos'], { nodeFlags })).stderr).toBe('');
  });

  it('does not go on with another set by itself', async () => {
    const resume = ['train', '--resume', 'relaxed', '--epochs', '3'];
    const refused = await peasy(folder, resume, { nodeFlags: WITHOUT_SHARED_MEMORY });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /was started with instruction set relaxed, which cannot run here/,
    );
  });

  it('records what it went on with, and from which epoch, and says so', async () => {
    const resume = ['train', '--resume', 'plain'];
    const flags = ['--epochs', '3', '--instruction-set', 'relaxed', '--threads', '1'];
    const resumed = await peasy(folder, [...resume, ...flags, '--json']);
    expect(resumed.code).toBe(0);
    const start = events(resumed).find(({ event }) => event === 'start');
    expect(start?.instructionSetNotice).toMatch(
      /^Instruction set relaxed from here on, simd128 be/,
    );
    const shown = await peasyJson<Shown>(folder, ['show', 'plain']);
    expect(shown.device).toBe('cpu (wasm relaxed simd, 1 thread)');
    expect(shown.environment).toMatchObject({
      instructionSet: 'relaxed',
      threads: 1,
      instructionSets: 'simd128, from epoch 2 relaxed',
    });
    // From here on it is a run on that set.
    const again = await peasy(folder, [...resume, '--epochs', '4']);
    expect(again.code).toBe(0);
    expect(again.stdout).not.toContain('Instruction set');
    expect((await peasyJson<Shown>(folder, ['show', 'plain'])).environment.instructionSets).toBe(
      'simd128, from epoch 2 relaxed',
    );
  });
});
