import { describe, expect, it } from 'vitest';
import { nearestWord } from './nearest.js';

describe('nearestWord()', () => {
  const words = ['epochs', 'batchSize', 'seed', 'optimizer.learningRate'];

  it.each([
    ['epoch', 'epochs'],
    ['epcohs', 'epochs'],
    ['batchsize', 'batchSize'],
    ['sed', 'seed'],
    ['optimiser.learningRate', 'optimizer.learningRate'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearestWord(word, words)).toBe(meant);
  });

  it('finds nothing that is far from every candidate', () => {
    expect(nearestWord('thermostat', words)).toBeUndefined();
    expect(nearestWord('x', [])).toBeUndefined();
  });

  it('takes the nearest, not the first', () => {
    expect(nearestWord('cat', ['cut', 'cat'])).toBe('cat');
  });
});
