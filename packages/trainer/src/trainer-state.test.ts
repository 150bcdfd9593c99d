import { describe, expect, it } from 'vitest';
import { decodeTrainerState, encodeTrainerState, FIRST_STATE } from './trainer-state.js';

describe('encodeTrainerState()', () => {
  it('survives JSON to the last bit, NaN and infinities too', () => {
    const state = {
      epoch: 3,
      stepInEpoch: 17,
      step: 281,
      lossSum: 0.1 + 0.2,
      correct: 1201,
      trainSeconds: 1 / 3,
      best: { epoch: 2, valAccuracy: 2 / 3, valLoss: Number.POSITIVE_INFINITY },
    };
    const through = (value: typeof state) =>
      decodeTrainerState(JSON.parse(JSON.stringify(encodeTrainerState(value))));
    expect(through(state)).toEqual(state);
    expect(through({ ...state, lossSum: Number.NaN }).lossSum).toBeNaN();
  });

  it('keeps a run without a best epoch', () => {
    const stored = JSON.parse(JSON.stringify(encodeTrainerState(FIRST_STATE)));
    expect(decodeTrainerState(stored)).toEqual(FIRST_STATE);
  });
});

describe('decodeTrainerState()', () => {
  it.each([null, {}, { epoch: 1, stepInEpoch: 0.5, step: 3 }])('refuses %j', (value) => {
    expect(() => decodeTrainerState(value)).toThrow("Expected a trainer's state");
  });
});
