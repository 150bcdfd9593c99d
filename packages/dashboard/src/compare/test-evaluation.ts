import type { PhotoRow } from '@peasy/tracker/api';

/** What one snapshot of a run says of the run's test photos. */
export interface TestEvaluation {
  /** Id of the run. */
  readonly run: string;
  readonly snapshot: string;
  readonly photos: readonly PhotoRow[];
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** uint8, `[photos, ...shape]`. */
  readonly pixels: Uint8Array;
  readonly classes: readonly string[];
  /** `[photos, classes]`. */
  readonly probabilities: Float32Array;
  /** The likeliest class of each photo. */
  readonly predictions: Uint8Array;
  /** Mean loss over the photos. */
  readonly loss: number;
}

/** The likeliest class of each row of `[photos, classes]`; the first of equals. */
export function likeliest(probabilities: Float32Array, classes: number): Uint8Array {
  const tops = new Uint8Array(probabilities.length / classes);
  for (let row = 0; row < tops.length; row++) {
    let top = 0;
    for (let c = 1; c < classes; c++) {
      if (probabilities[row * classes + c] > probabilities[row * classes + top]) top = c;
    }
    tops[row] = top;
  }
  return tops;
}

/** Whether a photo was named right. */
export function isRight({ photos, predictions }: TestEvaluation, place: number): boolean {
  return predictions[place] === photos[place].label;
}

/** The probability that a network gives a class of a photo. */
export function probabilityOf(of: TestEvaluation, place: number, label: number): number {
  return of.probabilities[place * of.classes.length + label];
}

/** A photo's pixels, uint8. */
export function pixelsOf({ shape, pixels }: TestEvaluation, place: number): Uint8Array {
  const bytes = shape[0] * shape[1] * shape[2];
  return pixels.subarray(place * bytes, (place + 1) * bytes);
}
