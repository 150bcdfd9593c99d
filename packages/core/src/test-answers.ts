import { type McNemarResult, mcnemar } from './statistics.js';

/** Where a run keeps what its last weights said of each test photo. */
export const TEST_ANSWERS = 'test-answers.json';

/** What a network said of each test photo, in parallel lists. */
export interface TestAnswers {
  /** First 16 hex digits of the SHA-256 of each photo's file. */
  readonly photos: readonly string[];
  /** The photos' classes. */
  readonly labels: readonly number[];
  /** What the network took them for. */
  readonly predictions: readonly number[];
}

/** Two networks on the test photos that both have. */
export interface PairedAnswers extends McNemarResult {
  /** Photos that both have. */
  readonly common: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Tests by McNemar whether two networks differ on the photos that both were tested on. */
export function pairAnswers(first: TestAnswers, second: TestAnswers): PairedAnswers {
  const places = new Map(second.photos.map((photo, place) => [photo, place] as const));
  let [common, onlyFirst, onlySecond] = [0, 0, 0];
  first.photos.forEach((photo, place) => {
    const other = places.get(photo);
    if (other === undefined) return;
    // A photo that is in the list twice is one photo.
    places.delete(photo);
    common++;
    const isRight = first.predictions[place] === first.labels[place];
    const isOtherRight = second.predictions[other] === second.labels[other];
    onlyFirst += Number(isRight && !isOtherRight);
    onlySecond += Number(isOtherRight && !isRight);
  });
  return { ...mcnemar(onlyFirst, onlySecond), common, onlyFirst, onlySecond };
}

/** Reads the answers from a run's file; undefined for a file that holds none. */
export function parseTestAnswers(json: string): TestAnswers | undefined {
  let value: Partial<TestAnswers> | null;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { photos, labels, predictions } = value ?? {};
  const isList = (list: unknown, type: string) =>
    Array.isArray(list) &&
    list.length === photos?.length &&
    list.every((one) => typeof one === type);
  return isList(photos, 'string') && isList(labels, 'number') && isList(predictions, 'number')
    ? { photos: photos!, labels: labels!, predictions: predictions! }
    : undefined;
}
