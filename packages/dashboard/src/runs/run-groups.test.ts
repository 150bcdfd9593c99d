import { describe, expect, it } from 'vitest';
import { figuresOf, groupCondition, groupKey, groupMetric } from './run-groups.js';

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
  it('have the lowest loss and the highest accuracy for their best', () => {
    const metric = { measured: 2, min: 1, max: 3, mean: 2, deviation: null };
    const group = { value: 'a', count: 3, metric };
    expect(figuresOf(group, 'best.valLoss')).toMatchObject({ best: 1, mean: 2, measured: 2 });
    expect(figuresOf(group, 'best.valAccuracy')?.best).toBe(3);
    expect(figuresOf({ ...group, metric: { ...metric, measured: 0 } }, 'loss')).toBeUndefined();
  });
});
