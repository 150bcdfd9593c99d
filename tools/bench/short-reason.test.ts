import { kernelsEngine } from '@peasy/kernels';
import { describe, expect, it } from 'vitest';
import { shortReason } from './short-reason.js';

describe('shortReason()', () => {
  const lacking = kernelsEngine
    .compile(
      {
        name: 'one layer',
        input: [1, 1, 1],
        layers: [
          { kind: 'flatten', name: 'flat' },
          { kind: 'dense', name: 'out', units: 2 },
          { kind: 'activation', name: 'softmax', activation: 'softmax' },
        ],
      },
      {
        seed: 1,
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 },
        loss: 'categoricalCrossentropy',
        batchSize: 1,
        instructionSet: 'wide',
      },
    )
    .then(
      async (compiled) => {
        await compiled.dispose();
        return undefined;
      },
      (error: Error) => error,
    );

  it('says of an instruction set that a Node lacks no more than that', () => {
    const words =
      'it ended with code 1: KernelsError: Instruction set wide cannot run here: it needs Node 24, this is 20.20.2. Here run: simd128, relaxed.';
    expect(shortReason(words)).toBe('not on this Node');
  });

  it('knows the words of the kernels on a Node that lacks one', async () => {
    const error = await lacking;
    if (error) expect(shortReason(`it ended with code 1: ${error}`)).toBe('not on this Node');
    else expect(Number.parseInt(process.versions.node, 10)).toBeGreaterThanOrEqual(24);
  });

  it('keeps the words of a peer, without how it ended', () => {
    expect(shortReason('it ended with code 1: Error: tfjs has no adamw')).toBe('tfjs has no adamw');
  });

  it('keeps why our kernels refuse a set that computes other bits', () => {
    const words = 'Instruction set wide cannot run here: it does not compute the bits of relaxed.';
    expect(shortReason(words)).toBe(words);
  });

  it('keeps what is no end of a program', () => {
    expect(shortReason('no answer within 60 s')).toBe('no answer within 60 s');
  });
});
