import type { DeviceChoice, Engine, EngineName } from '@peasy/core';
import type { Candidate } from '@peasy/trainer';
import { describe, expect, it } from 'vitest';
import { chooseRunEngine } from './choose-run-engine.js';
import type { StartedRun } from './compute-flags.js';

/** Of an engine only its name and its availability are asked here. */
function engine(name: EngineName, gpu?: string, cpu?: string): Engine {
  return {
    name,
    unavailableReason: async (device?: DeviceChoice) => (device === 'gpu' ? gpu : cpu),
    compile: () => Promise.reject(new Error('not compiled here')),
  };
}

const machine = (gpu?: string, cpu?: string): Candidate[] => [
  { engine: engine('tensorflow', gpu, cpu), automatic: 'gpu' },
  { engine: engine('kernels', 'it has no GPU'), automatic: 'cpu' },
];
const withGpu = machine();
const withoutGpu = machine('TensorFlow sees no GPU');

const run = (name: EngineName, device: string): StartedRun => ({
  name: 'cnn-1',
  engine: name,
  device,
  environment: {},
});
const onGpu = run('tensorflow', 'gpu (NVIDIA T4, TensorFlow 2.21.0)');
const onCpu = run('tensorflow', 'cpu (TensorFlow 2.21.0)');
const auto = { engine: 'auto', isNamed: false } as const;

describe('chooseRunEngine()', () => {
  it('takes for a new run what the config or a flag says', async () => {
    expect((await chooseRunEngine(auto, undefined, withGpu)).engine.name).toBe('tensorflow');
    expect((await chooseRunEngine(auto, undefined, withoutGpu)).engine.name).toBe('kernels');
  });

  it('goes on with the engine of before, on a GPU where it was on one', async () => {
    const again = await chooseRunEngine(auto, onGpu, withGpu);
    expect(again).toMatchObject({ engine: { name: 'tensorflow' }, device: 'gpu' });
    const onCpuAgain = await chooseRunEngine(auto, onCpu, withoutGpu);
    expect(onCpuAgain).toMatchObject({ engine: { name: 'tensorflow' }, device: 'auto' });
  });

  it('does not go on elsewhere by itself where the GPU is gone, and says how to', async () => {
    for (const wanted of [auto, { engine: 'tensorflow', isNamed: true } as const]) {
      await expect(chooseRunEngine(wanted, onGpu, withoutGpu)).rejects.toThrow(
        /^Run cnn-1 was trained on gpu \(NVIDIA T4, TensorFlow 2\.21\.0\)\. No engine can run on a GPU here: tensorflow: TensorFlow sees no GPU\. To go on .*: --device cpu, --engine kernels or --engine auto\.$/,
      );
    }
  });

  it('goes on elsewhere when a flag says so', async () => {
    const cpu = await chooseRunEngine({ ...auto, device: 'cpu' }, onGpu, withoutGpu);
    expect(cpu).toMatchObject({ engine: { name: 'tensorflow' }, device: 'cpu' });
    for (const name of ['auto', 'kernels'] as const) {
      const other = await chooseRunEngine({ engine: name, isNamed: true }, onGpu, withoutGpu);
      expect(other.engine.name).toBe('kernels');
    }
  });

  it('says that the engine of before is gone, and names the way on', async () => {
    const gone = machine('it is not installed', 'it is not installed');
    await expect(chooseRunEngine(auto, onCpu, gone)).rejects.toThrow(
      'Run cnn-1 was trained with engine tensorflow. No engine can run here: tensorflow: it is not installed. To go on with another, name it: --engine auto.',
    );
    const named = { engine: 'tensorflow', isNamed: true } as const;
    await expect(chooseRunEngine(named, onCpu, gone)).rejects.toThrow(/^No engine can run here/);
  });
});
