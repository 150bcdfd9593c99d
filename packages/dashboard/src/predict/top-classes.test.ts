import { describe, expect, it } from 'vitest';
import { topClasses, votes } from './top-classes.js';

describe('topClasses()', () => {
  it('leaves few classes in their order', () => {
    const { shown, others } = topClasses(['cat', 'dog'], [0.2, 0.8], 2);
    expect(shown.map(({ name }) => name)).toEqual(['cat', 'dog']);
    expect(others).toBe(0);
  });

  it('has the most probable of many, and the rest in one number: together they are one', () => {
    const classes = Array.from({ length: 12 }, (_, i) => `class ${i}`);
    const weights = classes.map((_, i) => ((i * 5) % 12) + 1);
    const total = weights.reduce((a, b) => a + b);
    const probabilities = weights.map((weight) => weight / total);
    const { shown, others, rest } = topClasses(classes, probabilities, 5);
    expect(shown.map(({ probability }) => probability)).toEqual(
      [...probabilities].sort((a, b) => b - a).slice(0, 5),
    );
    for (const { name, probability } of shown) {
      expect(probabilities[classes.indexOf(name)]).toBe(probability);
    }
    expect(others).toBe(7);
    expect(shown.reduce((sum, one) => sum + one.probability, rest)).toBeCloseTo(1, 12);
  });
});

describe('votes()', () => {
  it('counts what networks say, the most said first', () => {
    const says = (cat: number) => [
      { name: 'cat', probability: cat },
      { name: 'dog', probability: 1 - cat },
    ];
    expect(votes([says(0.9), says(0.1), says(0.2)])).toEqual([
      { name: 'dog', runs: 2 },
      { name: 'cat', runs: 1 },
    ]);
    expect(votes([])).toEqual([]);
  });
});
