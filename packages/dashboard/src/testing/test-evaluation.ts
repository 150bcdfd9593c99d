import { likeliest, type TestEvaluation } from '../compare/test-evaluation.js';

/** A photo of an evaluation: its content in short, whether it is right, and whether it was trained on. */
export interface GivenPhoto {
  readonly hash: string;
  readonly right: boolean;
  readonly trained?: boolean;
}

/** An evaluation of one-pixel photos of two classes. */
export function testEvaluation(run: string, photos: readonly GivenPhoto[]): TestEvaluation {
  const probabilities = Float32Array.from(
    photos.flatMap(({ right }) => (right ? [0.8, 0.2] : [0.3, 0.7])),
  );
  return {
    ...{ run, snapshot: `${run}-1`, classes: ['cat', 'dog'], shape: [1, 1, 3], loss: 0.5 },
    photos: photos.map(({ hash, trained = false }, index) => ({
      ...{ index, path: `${hash}.jpg`, label: 0, role: 'test', trained, hash },
    })),
    pixels: new Uint8Array(photos.length * 3),
    probabilities,
    predictions: likeliest(probabilities, 2),
  };
}
