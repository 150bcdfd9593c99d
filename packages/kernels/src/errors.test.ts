import {
  EngineError,
  type LabelledImages,
  NETWORKS,
  type Network,
  NetworkError,
} from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kernelsEngine } from './index.js';

const network = NETWORKS.cnn([8, 8, 3], 2);
const images = randomImages(61, 6, network.input, 2);
const options = { ...REFERENCE_OPTIONS, batchSize: 4 };
const compile = async () => {
  const compiled = await kernelsEngine.compile(network, options);
  await compiled.setWeights(randomWeights(network, 62));
  return compiled;
};

async function errorOf(action: Promise<unknown>): Promise<Error> {
  const outcome = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(EngineError);
  return outcome as Error;
}

describe('weights that do not fit', () => {
  it('are named when missing, and none is taken over', async () => {
    const compiled = await compile();
    const before = await compiled.weights();
    const weights = new Map(randomWeights(network, 63));
    weights.delete('Classifier/bias');
    const { message } = await errorOf(compiled.setWeights(weights));
    expect(message).toContain('Expected tensor "Classifier/bias" of shape [2]');
    expect(await compiled.weights()).toEqual(before);
  });

  it('are named when unknown, with the nearest known name', async () => {
    const compiled = await compile();
    const weights = new Map(randomWeights(network, 62));
    weights.set('ConvLayer1/kernels', weights.get('ConvLayer1/kernel')!);
    const { message } = await errorOf(compiled.setWeights(weights));
    expect(message).toContain('Unknown tensor "ConvLayer1/kernels"');
    expect(message).toContain('Did you mean "ConvLayer1/kernel"?');
  });

  it('are named when of another shape', async () => {
    const compiled = await compile();
    const weights = new Map(randomWeights(network, 62));
    weights.set('Classifier/kernel', { shape: [2, 128], values: new Float32Array(256) });
    const { message } = await errorOf(compiled.setWeights(weights));
    expect(message).toMatch(/"Classifier\/kernel".*\[128, 2\].*got \[2, 128\]/);
  });

  it('are named when their values are fewer than their shape says', async () => {
    const compiled = await compile();
    const weights = new Map(randomWeights(network, 62));
    weights.set('Classifier/bias', { shape: [2], values: new Float32Array(1) });
    const { message } = await errorOf(compiled.setWeights(weights));
    expect(message).toMatch(/"Classifier\/bias".*2 values.*1 values/);
  });

  it('are refused as optimiser state without momentum', async () => {
    const compiled = await compile();
    const state = new Map([
      ['Classifier/bias/velocity', { shape: [2], values: new Float32Array(2) }],
    ]);
    const { message } = await errorOf(compiled.setOptimizerState(state));
    expect(message).toContain(
      'Unknown tensor "Classifier/bias/velocity" in the optimiser\'s state',
    );
  });
});

describe('photos that do not fit', () => {
  it.each([
    ['of another size', { height: 9 }, 'Expected photos of 8x8x3'],
    ['with too few pixels', { pixels: new Uint8Array(10) }, 'Expected 1152 pixel values'],
    [
      'with a label that is no class',
      { labels: Uint8Array.of(0, 1, 2, 0, 0, 0) },
      'got 2 for photo 2',
    ],
    ['with a label missing', { labels: Uint8Array.of(0) }, 'got undefined for photo 1'],
  ])('%s', async (_, change: Partial<LabelledImages>, expected) => {
    const compiled = await compile();
    const batch = { images: { ...images, ...change }, indices: firstIndices(4), step: 0 };
    expect((await errorOf(compiled.trainStep(batch))).message).toContain(expected);
    const evaluation = compiled.evaluate(batch.images, batch.indices);
    expect((await errorOf(evaluation)).message).toContain(expected);
  });

  it.each([-1, 6])('at index %i', async (index) => {
    const compiled = await compile();
    const { message } = await errorOf(compiled.evaluate(images, Int32Array.of(0, index)));
    expect(message).toContain(`0 to 5, got ${index} at place 1`);
  });

  it.each([0, 5])('in a batch of %i', async (count) => {
    const compiled = await compile();
    const batch = { images, indices: firstIndices(count), step: 0 };
    const { message } = await errorOf(compiled.trainStep(batch));
    expect(message).toContain(`Expected a batch of 1 to 4 photos`);
    expect(message).toContain(`got ${count}`);
  });
});

describe('what else cannot be', () => {
  it('a layer that is not there is named with the nearest one', async () => {
    const compiled = await compile();
    const { message } = await errorOf(compiled.activations(images, firstIndices(1), ['ConvLayr1']));
    expect(message).toContain('No layer "ConvLayr1"');
    expect(message).toContain('Did you mean "ConvLayer1"?');
  });

  it.each([
    [{ batchSize: 0 }, 'Expected batchSize to be a whole number of 1 and up, got 0'],
    [{ optimizer: { kind: 'sgd', learningRate: Number.NaN, momentum: 0 } }, 'learningRate'],
    [
      { optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 1 } },
      'momentum of 0 and up, below 1',
    ],
    [
      { optimizer: { kind: 'adam', learningRate: 0.1, momentum: 0, beta2: 1 } },
      'optimizer.beta2 of 0 and up, below 1, got 1',
    ],
    [
      { optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0, clipNorm: -1 } },
      'optimizer.clipNorm of 0 and up, got -1',
    ],
    [{ ema: 1 }, 'Expected ema of 0 and up, below 1, got 1'],
    [{ labelSmoothing: Number.NaN }, 'Expected labelSmoothing of 0 and up, below 1, got NaN'],
  ] as const)('options %o', async (change, expected) => {
    const { message } = await errorOf(kernelsEngine.compile(network, { ...options, ...change }));
    expect(message).toContain(expected);
  });

  it('binaryCrossentropy with three classes', async () => {
    const three = NETWORKS.cnn([8, 8, 3], 3);
    const { message } = await errorOf(
      kernelsEngine.compile(three, { ...options, loss: 'binaryCrossentropy' }),
    );
    expect(message).toContain('Expected a network with 2 classes for binaryCrossentropy, got 3');
  });

  it('a network that does not fit into WebAssembly memory', async () => {
    const { message } = await errorOf(
      kernelsEngine.compile(NETWORKS.cnn([512, 512, 3], 2), { ...options, batchSize: 4096 }),
    );
    expect(message).toMatch(/4096 MB .* got one of \d{6} MB/);
  });

  it('a network that cannot be is refused by core', async () => {
    const even: Network = {
      ...network,
      layers: [{ kind: 'conv2d', name: 'conv', filters: 1, kernelSize: 2, padding: 'same' }],
    };
    await expect(kernelsEngine.compile(even, options)).rejects.toThrow(NetworkError);
  });

  it('any call after dispose', async () => {
    const compiled = await compile();
    await compiled.dispose();
    await compiled.dispose();
    for (const call of [
      compiled.weights(),
      compiled.evaluate(images, firstIndices(1)),
      compiled.trainStep({ images, indices: firstIndices(1), step: 0 }),
    ]) {
      expect((await errorOf(call)).message).toContain('was disposed of');
    }
  });

  it('an optimiser that is none', async () => {
    const optimizer = { ...options.optimizer, kind: 'lion' } as unknown as typeof options.optimizer;
    const { message } = await errorOf(kernelsEngine.compile(network, { ...options, optimizer }));
    expect(message).toContain('optimizer.kind to be one of sgd, adam, adamw, got "lion"');
  });

  it('what a network of the general way refuses, like any other', async () => {
    const compiled = await kernelsEngine.compile(network, { ...options, ema: 0.5 });
    const layer = compiled.activations(images, firstIndices(1), ['ConvLayr1']);
    expect((await errorOf(layer)).message).toContain('Did you mean "ConvLayer1"?');
    const batch = { images, indices: firstIndices(5), step: 0 };
    expect((await errorOf(compiled.trainStep(batch))).message).toContain('batch of 1 to 4 photos');
    const state = compiled.setOptimizerState(new Map());
    expect((await errorOf(state)).message).toContain('"ConvLayer1/kernel/trained"');
    await compiled.dispose();
    expect((await errorOf(compiled.weights())).message).toContain('was disposed of');
  });

  it('no photo at all has no loss', async () => {
    const compiled = await compile();
    const evaluation = await compiled.evaluate(images, new Int32Array(0));
    expect(evaluation).toEqual({
      loss: Number.NaN,
      correct: 0,
      probabilities: new Float32Array(0),
    });
  });
});

describe('unavailableReason', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is undefined here', async () => {
    expect(await kernelsEngine.unavailableReason()).toBeUndefined();
    expect(await kernelsEngine.unavailableReason('cpu')).toBeUndefined();
  });

  it('names what to do where a GPU is asked for, and so does compile()', async () => {
    const message = 'the kernels engine computes on the CPU only: name another engine';
    expect(await kernelsEngine.unavailableReason('gpu')).toContain(message);
    const compiled = kernelsEngine.compile(network, { ...options, device: 'gpu' });
    await expect(compiled).rejects.toThrow(message);
  });

  it('says what to do where WebAssembly is switched off', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(await kernelsEngine.unavailableReason()).toMatch(
      /^WebAssembly is switched off here; start Node without --jitless, .*\.$/,
    );
  });

  it('says what to do where WebAssembly has no SIMD', async () => {
    vi.stubGlobal('WebAssembly', { validate: () => false });
    expect(await kernelsEngine.unavailableReason()).toMatch(
      /no WebAssembly SIMD here; use Node 20/,
    );
  });
});
