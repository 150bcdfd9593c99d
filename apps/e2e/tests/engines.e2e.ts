import { describe, expect, it } from 'vitest';
import { config, emptyFolder, events, peasy, peasyJson } from '../src/peasy.js';
import { expectUserError } from '../src/testing/expect-user-error.js';

const TRAIN = ['train', '--config', config('cnn'), '--epochs', '1', '--json'];

interface Shown {
  readonly engine: string;
  readonly device: string;
  readonly environment: Readonly<Record<string, unknown>>;
}

const { engines } = await peasyJson<{ engines: Record<string, { reason?: string }> }>(
  emptyFolder(),
  ['doctor', '--no-speed'],
);
const { reason } = engines.tensorflow;

describe.skipIf(reason)(`a run by TensorFlow${reason ? ` [skipped: ${reason}]` : ''}`, () => {
  it('says what it runs on, goes on with the kernels, and its record keeps both', async () => {
    const folder = emptyFolder();
    const first = await peasy(folder, [...TRAIN, '--engine', 'tensorflow', '--device', 'cpu']);
    expect(first.code).toBe(0);
    expect(await peasyJson<Shown>(folder, ['show', 'latest'])).toMatchObject({
      engine: 'tensorflow',
      device: expect.stringMatching(/^cpu \(TensorFlow /),
    });
    const more = ['train', '--resume', 'latest', '--epochs', '2', '--json'];
    const second = await peasy(folder, [...more, '--engine', 'kernels']);
    expect(second.code).toBe(0);
    const start = events(second).find(({ event }) => event === 'start');
    expect(start?.engineNotice).toMatch(/^Engine kernels from here on, tensorflow before: /);
    const shown = await peasyJson<Shown>(folder, ['show', 'latest']);
    expect(shown).toMatchObject({
      engine: 'kernels',
      device: expect.stringMatching(/^cpu \(wasm /),
    });
    expect(shown.environment.engines).toBe('tensorflow, from epoch 1 kernels');
  });

  it('does not take flags that are of the kernels', async () => {
    const refused = await peasy(emptyFolder(), [
      ...TRAIN,
      '--engine',
      'tensorflow',
      '--threads',
      '2',
    ]);
    expectUserError(refused, 2, /Expected --threads with the kernels engine only/);
  });
});

describe('a device that is not there', () => {
  it('is an error before anything is decoded, and no run is begun', async () => {
    const folder = emptyFolder();
    const refused = await peasy(folder, [...TRAIN, '--engine', 'kernels', '--device', 'gpu']);
    expectUserError(refused, 1, /No engine can run on a GPU here: kernels: the kernels engine/);
    expect(refused.stdout).toBe('');
    expect(await peasyJson(folder, ['runs'])).toEqual([]);
  });
});
