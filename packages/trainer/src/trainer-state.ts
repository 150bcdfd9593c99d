import { decodeNumber, encodeNumber, type JsonNumber } from '@peasy/core';
import type { BestEpoch } from './best-epoch.js';

/** Where a run stands between two steps: with weights and optimiser state, all that an exact resume needs. */
export interface TrainerState {
  /** Whole epochs done. */
  readonly epoch: number;
  /** Steps done within the epoch under way. */
  readonly stepInEpoch: number;
  /** Steps done in all. */
  readonly step: number;
  /** Sum of loss times photos over the epoch under way. */
  readonly lossSum: number;
  readonly correct: number;
  /** Training seconds of the epoch under way. */
  readonly trainSeconds: number;
  readonly best: BestEpoch | undefined;
}

export const FIRST_STATE: TrainerState = {
  epoch: 0,
  stepInEpoch: 0,
  step: 0,
  lossSum: 0,
  correct: 0,
  trainSeconds: 0,
  best: undefined,
};

/** To a JSON value; doubles survive JSON exactly, NaN and ±Infinity by name. */
export function encodeTrainerState(state: TrainerState): unknown {
  const { best, lossSum, ...rest } = state;
  return {
    ...rest,
    lossSum: encodeNumber(lossSum),
    best: best && {
      epoch: best.epoch,
      valAccuracy: encodeNumber(best.valAccuracy),
      valLoss: encodeNumber(best.valLoss),
    },
  };
}

/** The inverse of encodeTrainerState. @throws when it is no trainer's state. */
export function decodeTrainerState(value: unknown): TrainerState {
  const stored = value as
    | {
        [K in keyof TrainerState]: K extends 'best'
          ? { epoch: number; valAccuracy: JsonNumber; valLoss: JsonNumber } | undefined
          : JsonNumber;
      }
    | null;
  const counts = [stored?.epoch, stored?.stepInEpoch, stored?.step];
  if (!stored || !counts.every(Number.isSafeInteger)) {
    throw new Error(
      `Expected a trainer's state {epoch, stepInEpoch, step, ...}, got ${JSON.stringify(value)}.`,
    );
  }
  return {
    epoch: decodeNumber(stored.epoch),
    stepInEpoch: decodeNumber(stored.stepInEpoch),
    step: decodeNumber(stored.step),
    lossSum: decodeNumber(stored.lossSum),
    correct: decodeNumber(stored.correct),
    trainSeconds: decodeNumber(stored.trainSeconds),
    best: stored.best && {
      epoch: stored.best.epoch,
      valAccuracy: decodeNumber(stored.best.valAccuracy),
      valLoss: decodeNumber(stored.best.valLoss),
    },
  };
}
