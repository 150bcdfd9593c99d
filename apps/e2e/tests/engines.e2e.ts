import path from 'node:path';
import { openStore } from '@peasy/tracker';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, events, peasy, peasyJson } from '../src/peasy.js';
import { expectUserError } from '../src/testing/expect-user-error.js';

const TRAIN = ['train', '--config', config('cnn'), '--epochs', '1', '--json'];

interface Shown {
  readonly engine: string;
  readonly device: string;
  readonly environment: Readonly<Record<string, unknown>>;
}

interface Probe {
  readonly reason?: string;
  readonly automaticReason?: string;
  readonly device?: string;
}

const { engines } = await peasyJson<{ engines: Record<string, Probe> }>(emptyFolder(), [
  'doctor',
  '--no-speed',
]);
const { reason, device } = engines.tensorflow;
const why = reason ? ` [skipped: ${reason}]` : '';
const onGpu = device?.startsWith('gpu') ? ' [skipped: there is a GPU here]' : '';

describe.skipIf(reason)(`a run by TensorFlow${why}`, () => {
  const folder = emptyFolder();
  const onCpu = ['--engine', 'tensorflow', '--device', 'cpu'];
  const goOn = async (name: string, epochs: number, flags: readonly string[]) => {
    const more = ['train', '--resume', name, '--epochs', String(epochs), '--json', ...flags];
    const finished = await peasy(folder, more);
    expect(finished.stderr.match(/^peasy: .*/m)?.[0]).toBeUndefined();
    expect(finished.code).toBe(0);
    return events(finished).find(({ event }) => event === 'start')!;
  };
  const show = (name: string) => peasyJson<Shown>(folder, ['show', name]);

  beforeAll(async () => {
    const first = await peasy(folder, [...TRAIN, '--name', 'flow', ...onCpu]);
    const { code, signal, stderr } = first;
    expect({ code, signal }, stderr).toEqual({ code: 0, signal: null });
  });

  it('says what it runs on, and is evaluated and predicts with either engine', async () => {
    expect(await show('flow')).toMatchObject({
      engine: 'tensorflow',
      device: expect.stringMatching(/^cpu \(TensorFlow /),
    });
    const reports = [[], onCpu].map((flags) =>
      peasyJson<Record<string, unknown>>(folder, ['evaluate', 'flow', ...flags]),
    );
    const [kernels, tensorflow] = await Promise.all(reports);
    expect(kernels).toMatchObject({ engine: 'kernels', device: expect.stringMatching(/^cpu \(w/) });
    expect(tensorflow).toMatchObject({ engine: 'tensorflow', device: (await show('flow')).device });
    expect(tensorflow.loss).toBeCloseTo(kernels.loss as number, 4);
    const { stdout } = await peasy(folder, ['evaluate', 'flow', ...onCpu]);
    expect(stdout).toMatch(/^engine {4}cpu \(TensorFlow /m);
  });

  it('goes on with the kernels, and its record keeps both', async () => {
    const start = await goOn('flow', 2, ['--engine', 'kernels']);
    expect(start.engineNotice).toMatch(/^Engine kernels from here on, tensorflow before: /);
    const { engine, device: now, environment } = await show('flow');
    expect(engine).toBe('kernels');
    expect(now).toMatch(/^cpu \(wasm /);
    expect(environment.engines).toBe('tensorflow, from epoch 1 kernels');
    expect(environment.devices).toMatch(/^cpu \(TensorFlow .*\), from epoch 1 cpu \(wasm .*\)$/);
  });

  it('goes on with the instruction set that the kernels began with, whatever came between', async () => {
    const begun = await peasy(folder, [
      ...[...TRAIN, '--name', 'between', '--engine', 'kernels'],
      ...['--instruction-set', 'simd128'],
    ]);
    expect(begun.code).toBe(0);
    await goOn('between', 2, onCpu);
    const start = await goOn('between', 3, ['--engine', 'kernels']);
    expect(start.instructionSetNotice).toBeUndefined();
    const { device: now, environment } = await show('between');
    expect(now).toMatch(/^cpu \(wasm simd128, /);
    expect(environment).toMatchObject({
      engines: 'kernels, from epoch 1 tensorflow, from epoch 2 kernels',
      instructionSet: 'simd128',
    });
    expect(environment.instructionSets).toBeUndefined();
  });

  it.skipIf(onGpu)(`does not leave its GPU for the CPU unless it is told to${onGpu}`, async () => {
    const gpu = 'gpu (NVIDIA T4, TensorFlow 2.21.0)';
    expect((await peasy(folder, [...TRAIN, '--name', 'moved', ...onCpu])).code).toBe(0);
    // As a machine with a GPU has recorded it.
    const store = openStore({ file: path.join(folder, 'peasy.db') });
    const { id } = store.findRun('moved');
    const resumed = store.resumeRun(id, { epochsPlanned: 2, device: gpu, engine: 'tensorflow' });
    await resumed.logger.finish('interrupted');
    store.close();
    const refused = await peasy(folder, ['train', '--resume', 'moved']);
    expectUserError(
      refused,
      1,
      /^peasy: Run moved was trained on gpu \(NVIDIA T4, .* To go on without that, .*: --device cpu, --engine kernels or --engine auto\.$/m,
    );
    const start = await goOn('moved', 2, ['--device', 'cpu']);
    expect(start.deviceNotice).toMatch(/^On cpu \(TensorFlow .* from here on, on gpu \(NVIDIA T4/);
    expect((await show('moved')).environment.devices).toMatch(
      /^gpu \(NVIDIA T4, TensorFlow 2\.21\.0\), from epoch 1 cpu \(TensorFlow /,
    );
  });

  it('does not take flags that are of the kernels', async () => {
    const flags = ['--engine', 'tensorflow', '--threads', '2'];
    const refused = await peasy(emptyFolder(), [...TRAIN, ...flags]);
    expectUserError(refused, 2, /Expected --threads with the kernels engine only/);
  });
});

describe('an engine or a device that is not there', () => {
  it('is an error before anything is decoded, and no run is begun', async () => {
    const folder = emptyFolder();
    const refused = await peasy(folder, [...TRAIN, '--engine', 'kernels', '--device', 'gpu']);
    expectUserError(refused, 1, /No engine can run on a GPU here: kernels: the kernels engine/);
    expect(refused.stdout).toBe('');
    expect(await peasyJson(folder, ['runs'])).toEqual([]);
  });

  it('is an error of evaluate and predict in the words of train', async () => {
    const folder = emptyFolder();
    expect((await peasy(folder, TRAIN)).code).toBe(0);
    for (const look of [
      ['evaluate', 'cnn'],
      ['predict', 'cnn', '.'],
    ]) {
      const onGpuOnly = [...look, '--engine', 'kernels', '--device', 'gpu'];
      const words = /No engine can run on a GPU here: kernels: the kernels engine/;
      if (look[0] === 'evaluate') expectUserError(await peasy(folder, onGpuOnly), 1, words);
      const unknown = await peasy(folder, [...look, '--engine', 'tensorflo']);
      expectUserError(unknown, 2, /Expected engine to be one of auto, kernels, tensorflow, webgpu/);
    }
  });

  it('is not told by the record of a run on an ordinary machine', async () => {
    const folder = emptyFolder();
    expect((await peasy(folder, TRAIN)).code).toBe(0);
    const { environment } = await peasyJson<Shown>(folder, ['show', 'latest']);
    const told = String(environment.enginesPassedOver ?? '');
    for (const [name, probe] of Object.entries(engines)) {
      const against = probe.reason ?? probe.automaticReason ?? '';
      if (/^\w+ is not installed|no NVIDIA driver/.test(against)) expect(told).not.toContain(name);
    }
  });
});

describe('peasy install', () => {
  it('says in words what keeps it from installing, and what there is to remove', async () => {
    const folder = emptyFolder();
    const env = {
      PEASY_TENSORFLOW: path.join(folder, 'tf'),
      PEASY_WEBGPU: path.join(folder, 'gpu'),
    };
    const python = ['install', 'tensorflow', '--python', '/nowhere/python'];
    expectUserError(await peasy(folder, python, { env }), 1, /nowhere\/python/);
    expectUserError(await peasy(folder, ['install', 'tensorflo']), 2, /Did you mean tensorflow/);
    for (const engine of ['tensorflow', 'webgpu']) {
      const { code, stdout } = await peasy(folder, ['install', engine, '--uninstall'], { env });
      expect([code, stdout]).toEqual([0, expect.stringContaining('There was none in')]);
    }
  });
});

describe('the program in which doctor asks an engine', () => {
  it('ends once it has answered, whatever what it loaded still does', async () => {
    const nodeFlags = ['--import', 'data:text/javascript,setInterval(() => undefined, 1e6)'];
    const probe = ['doctor', '--probe', 'kernels', '--no-speed'];
    const { code, stdout } = await peasy(emptyFolder(), probe, { nodeFlags });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ device: expect.stringMatching(/^cpu \(wasm /) });
  });
});
