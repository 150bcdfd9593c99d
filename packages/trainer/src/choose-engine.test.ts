import { type DeviceChoice, type Engine, EngineError, type EngineName } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseEngine } from './choose-engine.js';

/** An engine of which only its name and its availability are asked: why it has no GPU, and no CPU. */
function engine(name: EngineName, gpu?: string, cpu?: string): Engine {
  return {
    name,
    unavailableReason: async (device?: DeviceChoice) => (device === 'gpu' ? gpu : cpu),
    compile: () => Promise.reject(new Error('not compiled here')),
  };
}

/** Meant for a GPU, but for the kernels. */
const meant = (...engines: Engine[]): Candidate[] =>
  engines.map((one) => ({ engine: one, automatic: one.name === 'kernels' ? 'cpu' : 'gpu' }));

describe('chooseEngine()', () => {
  it('takes the first that can run with auto, and says why it passed others over', async () => {
    const engines = [
      engine('tensorflow', 'no GPU'),
      engine('webgpu', 'no adapter'),
      engine('kernels'),
    ];
    const choice = await chooseEngine('auto', meant(...engines));
    expect(choice.engine.name).toBe('kernels');
    expect(choice.device).toBe('cpu');
    expect(choice.passedOver).toEqual([
      { name: 'tensorflow', reason: 'no GPU' },
      { name: 'webgpu', reason: 'no adapter' },
    ]);
  });

  it('does not fall back from an engine that was asked for by name', async () => {
    const engines = [engine('tensorflow', 'no GPU'), engine('kernels')];
    const choice = chooseEngine('tensorflow', meant(...engines), 'gpu');
    await expect(choice).rejects.toThrow(EngineError);
    await expect(choice).rejects.toThrow('No engine can run on a GPU here: tensorflow: no GPU');
  });

  it('takes a named one on any device, and auto on the device that is named', async () => {
    const engines = meant(engine('tensorflow', 'no GPU'), engine('kernels', 'no GPU'));
    expect((await chooseEngine('tensorflow', engines)).device).toBe('auto');
    expect((await chooseEngine('auto', engines, 'cpu')).engine.name).toBe('kernels');
    await expect(chooseEngine('auto', engines, 'gpu')).rejects.toThrow('tensorflow: no GPU');
  });

  it('names the engines there are when it does not know the wanted one', async () => {
    await expect(chooseEngine('webgpu', meant(engine('kernels')))).rejects.toThrow(
      'Expected an engine of kernels or auto, got webgpu.',
    );
  });
});
