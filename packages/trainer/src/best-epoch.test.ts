import { describe, expect, it } from 'vitest';
import { betterOf } from './best-epoch.js';

const best = { epoch: 3, valAccuracy: 0.8, valLoss: 0.5 };

describe('betterOf()', () => {
  it('takes the higher validation accuracy, and of equal ones the lower loss', () => {
    expect(betterOf(best, 4, { valAccuracy: 0.81, valLoss: 0.9 })?.epoch).toBe(4);
    expect(betterOf(best, 4, { valAccuracy: 0.8, valLoss: 0.4 })?.epoch).toBe(4);
    expect(betterOf(best, 4, { valAccuracy: 0.8, valLoss: 0.5 })).toBe(best);
    expect(betterOf(best, 4, { valAccuracy: 0.79, valLoss: 0.1 })).toBe(best);
  });

  it('never takes an epoch without validation, or with a loss of NaN', () => {
    expect(betterOf(undefined, 1, { loss: 0.3 })).toBeUndefined();
    expect(betterOf(best, 4, { valAccuracy: 0.9, valLoss: Number.NaN })).toBe(best);
  });
});
