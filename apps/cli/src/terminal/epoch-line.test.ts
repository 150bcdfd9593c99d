import { describe, expect, it } from 'vitest';
import { epochHead, epochLine } from './epoch-line.js';

const counts = { train: 11_200, validation: 2400 };
const metrics = {
  loss: 0.5,
  accuracy: 0.75,
  valLoss: 0.4,
  valAccuracy: 0.8,
  imagesPerSecond: 4000,
};

describe('epochLine()', () => {
  it('has every accuracy with its interval, below a head that says of how many photos', () => {
    const epoch = { kind: 'epoch', epoch: 3, epochs: 30, isBest: false, metrics } as const;
    const [head, n] = epochHead(counts);
    const line = epochLine({ ...epoch, metrics: { ...metrics, seconds: 2.8 } }, counts);
    expect(line).toBe(
      'epoch  3/30      0.5000  0.7500 ± 0.0080    0.4000    0.800 ± 0.016     4,000    2.8 s',
    );
    for (const [name, count] of [
      ['accuracy', 'n = 11,200'],
      ['val accuracy', 'n = 2,400'],
    ]) {
      expect(head.indexOf(name) + name.length).toBe(n.indexOf(count) + count.length);
    }
    expect(head).toHaveLength(line.length);
  });

  it('leaves out what an epoch without validation photos has not', () => {
    const { valLoss: _, valAccuracy: __, ...some } = metrics;
    const epoch = { kind: 'epoch', epoch: 1, epochs: 1, isBest: false, metrics: some } as const;
    const none = { train: 100, validation: 0 };
    expect(epochLine(epoch, none)).toMatch(/0\.750 ± 0\.084 +- +- +4,000/);
    expect(epochHead(none)[1]).not.toContain('n = 0');
  });
});
