import type { Engine, EngineName } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { chooseEngine, EngineError } from './choose-engine.js';

/** An engine of which only its name and its availability are asked. */
function engine(name: EngineName, reason?: string): Engine {
  return {
    name,
    unavailableReason: async () => reason,
    compile: () => Promise.reject(new Error('not compiled here')),
  };
}

describe('chooseEngine()', () => {
  it('takes the first that can run with auto, and says why it passed others over', async () => {
    const engines = [
      engine('tensorflow', 'no GPU'),
      engine('webgpu', 'no adapter'),
      engine('kernels'),
    ];
    const choice = await chooseEngine('auto', engines);
    expect(choice.engine.name).toBe('kernels');
    expect(choice.passedOver).toEqual([
      { name: 'tensorflow', reason: 'no GPU' },
      { name: 'webgpu', reason: 'no adapter' },
    ]);
  });

  it('does not fall back from an engine that was asked for by name', async () => {
    const engines = [engine('tensorflow', 'no GPU'), engine('kernels')];
    await expect(chooseEngine('tensorflow', engines)).rejects.toThrow(EngineError);
    await expect(chooseEngine('tensorflow', engines)).rejects.toThrow('tensorflow: no GPU');
  });

  it('names the engines there are when it does not know the wanted one', async () => {
    await expect(chooseEngine('webgpu', [engine('kernels')])).rejects.toThrow(
      'Expected an engine of kernels or auto, got webgpu.',
    );
  });
});
