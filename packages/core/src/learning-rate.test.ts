import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LearningRateSchedule, learningRateAt, type ScheduleSpan } from './learning-rate.js';

const file = new URL('./testing/learning-rates.json', import.meta.url);
const CASES = JSON.parse(readFileSync(file, 'utf8')).cases as {
  schedule: LearningRateSchedule;
  span: ScheduleSpan;
  rates: number[];
}[];

describe("learningRateAt() against PyTorch's schedulers", () => {
  it.each(
    CASES.map(
      (one) => [`${one.schedule.kind}, warm-up ${one.schedule.warmupEpochs}`, one] as const,
    ),
  )('%s', (_, { schedule, span, rates }) => {
    expect(rates).toHaveLength(span.epochs * span.stepsPerEpoch);
    for (const [step, rate] of rates.entries()) {
      const actual = learningRateAt(step, schedule, span);
      expect(Math.abs(actual - rate), `step ${step}`).toBeLessThan(1e-12);
    }
  });

  it('has a rate where a cycle is too short for two phases', () => {
    const { schedule } = CASES.find((one) => one.schedule.kind === 'oneCycle')!;
    for (const epochs of [1, 2, 3]) {
      for (let step = 0; step < epochs; step++) {
        const rate = learningRateAt(step, schedule, { learningRate: 1, stepsPerEpoch: 1, epochs });
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
    }
  });
});
