import { describe, expect, it } from 'vitest';
import { figuresOf, figuresWords, groupCondition, groupKey, groupMetric } from './run-groups.js';

describe('groups', () => {
  it('are found by their value, those without one too', () => {
    expect(groupCondition('params.seed', { value: "it's" })).toBe("params.seed = 'it''s'");
    expect(groupCondition('params.learning rate', { value: null })).toBe(
      'params."learning rate" IS NULL',
    );
    expect(groupKey({ value: 'none' })).not.toBe(groupKey({ value: null }));
  });
  it('show the metric that the table is sorted by', () => {
    expect(groupMetric('min.loss').name).toBe('min.loss');
    expect(groupMetric('test').name).toBe('metrics.testAccuracy');
    expect(groupMetric('started').name).toBe('best.valAccuracy');
  });
  it('have the mean of their runs with its spread, lowest and highest', () => {
    const metric = { measured: 2, min: 0.8, max: 0.9, mean: 0.85, deviation: 0.0707 };
    const group = { value: 'a', count: 3, metric };
    expect(figuresWords(figuresOf(group)!, 'best.valAccuracy')).toBe(
      '0.8500 ± 0.071 (2 runs, 0.8000 to 0.9000)',
    );
    expect(figuresOf({ ...group, metric: { ...metric, measured: 0 } })).toBeUndefined();
  });
  it('leave the accuracy of a single run to its row, which has the interval', () => {
    const metric = { measured: 1, min: 0.8, max: 0.8, mean: 0.8, deviation: null };
    const figures = figuresOf({ value: 'a', count: 1, metric })!;
    expect(figuresWords(figures, 'metrics.testAccuracy')).toBe('1 run');
    expect(figuresWords(figures, 'best.valLoss')).toBe('0.8000 (1 run)');
  });
});
