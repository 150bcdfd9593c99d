import { randomKey, randomUint32, STREAMS } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { DropoutMask } from './dropout-mask.js';

const place = { seed: 7, step: 3, position: 5 };

function drawn(count: number, rate: number, length = count): Float32Array {
  const factors = new Float32Array(length);
  new DropoutMask(count, rate).draw(place, factors);
  return factors;
}

describe('DropoutMask', () => {
  it.each([0, 1e-9, 0.3, 0.5, 0.75, 1 - 2 ** -40])("draws core's numbers at rate %d", (rate) => {
    const key = randomKey(place.seed, STREAMS.dropout, place.position, place.step);
    const threshold = Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
    const expected = Float32Array.from({ length: 5000 }, (_, i) =>
      randomUint32(key, i) >= threshold ? 1 / (1 - rate) : 0,
    );
    expect(drawn(5000, rate)).toEqual(expected);
  });

  it('gives a smaller batch the first factors of a larger one', () => {
    expect(drawn(1000, 0.3, 200)).toEqual(drawn(1000, 0.3).slice(0, 200));
  });

  it('draws other factors for another seed, step and layer', () => {
    const mask = new DropoutMask(100, 0.5);
    const draw = (at: typeof place) => {
      const factors = new Float32Array(100);
      mask.draw(at, factors);
      return factors.join();
    };
    const places = [place, { ...place, seed: 8 }, { ...place, step: 4 }, { ...place, position: 6 }];
    expect(new Set(places.map(draw)).size).toBe(4);
  });

  it('refuses more values than it was made for', () => {
    expect(() => drawn(10, 0.5, 11)).toThrow('Expected at most 10 values, got 11.');
  });
});
