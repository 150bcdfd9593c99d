import { holm, type McNemarResult, mcnemar } from '@peasy/core';
import { type Accuracy, accuracyOver } from '../runs/accuracy.js';
import { isRight, type TestEvaluation } from './test-evaluation.js';

export { holm };

/** Test photos that several runs have in common, by their content. */
export interface SharedTest {
  readonly evaluations: readonly TestEvaluation[];
  /** By evaluation: the places of the same photos among its own. */
  readonly places: readonly (readonly number[])[];
  /** Test photos of all of them, those that were left out among them. */
  readonly common: number;
  /** Left out, because one of the runs trained on them. */
  readonly leftOut: number;
  /** Nothing would have been left, so photos are in it that were trained on: this is not a test. */
  readonly leaks: boolean;
}

/**
 * Finds the test photos that all evaluations have, without those that any of the runs trained on;
 * with them where nothing else is left.
 */
export function sharedTest(evaluations: readonly TestEvaluation[]): SharedTest {
  const placesByHash = evaluations.map(
    ({ photos }) => new Map(photos.map(({ hash }, place) => [hash, place] as const)),
  );
  const [first, ...others] = placesByHash;
  const common = [...(first?.keys() ?? [])].filter((hash) => others.every((one) => one.has(hash)));
  const unseen = common.filter((hash) =>
    evaluations.every(({ photos }, i) => !photos[placesByHash[i].get(hash)!].trained),
  );
  const leaks = unseen.length === 0 && common.length > 0;
  const used = leaks ? common : unseen;
  return {
    evaluations,
    places: placesByHash.map((places) => used.map((hash) => places.get(hash)!)),
    common: common.length,
    leftOut: common.length - used.length,
    leaks,
  };
}

/** The accuracy of one of the evaluations on the shared photos; undefined: there is none. */
export function sharedAccuracy({ evaluations, places }: SharedTest, i: number) {
  const n = places[i].length;
  const correct = places[i].filter((place) => isRight(evaluations[i], place)).length;
  const accuracy: Accuracy | undefined = accuracyOver(correct / n, n);
  return accuracy && { ...accuracy, correct };
}

/** Two runs on the same photos. */
export interface Agreement extends McNemarResult {
  /** Positions among the shared photos where only the first is right, and so on. */
  readonly onlyFirst: readonly number[];
  readonly onlySecond: readonly number[];
  readonly bothWrong: readonly number[];
  readonly bothRight: number;
}

/** Where two of the evaluations agree and differ, and whether that can be chance. */
export function agreementOf({ evaluations, places }: SharedTest, a: number, b: number): Agreement {
  const onlyFirst: number[] = [];
  const onlySecond: number[] = [];
  const bothWrong: number[] = [];
  let bothRight = 0;
  places[a].forEach((place, at) => {
    const first = isRight(evaluations[a], place);
    const second = isRight(evaluations[b], places[b][at]);
    if (first && second) bothRight++;
    else if (first) onlyFirst.push(at);
    else if (second) onlySecond.push(at);
    else bothWrong.push(at);
  });
  return {
    ...mcnemar(onlyFirst.length, onlySecond.length),
    ...{ onlyFirst, onlySecond, bothWrong, bothRight },
  };
}
