import { type Artifact, type Evaluation, TEST_ANSWERS, type TestAnswers } from '@peasy/core';
import type { PreparedRun } from './prepare.js';
import { shortHash } from './split-artifact.js';

/** What a run's network said of each test photo as a file of it, so that runs can later be compared photo by photo. */
export function testAnswers(
  { photos, split }: Pick<PreparedRun, 'photos' | 'split'>,
  { probabilities }: Pick<Evaluation, 'probabilities'>,
): Artifact {
  const classes = photos.classes.length;
  const answers: TestAnswers = {
    photos: Array.from(split.test, (i) => shortHash(photos.hashes[i])),
    labels: Array.from(split.test, (i) => photos.images.labels[i]),
    predictions: Array.from(split.test, (_, row) =>
      likeliest(probabilities.subarray(row * classes, (row + 1) * classes)),
    ),
  };
  return {
    path: TEST_ANSWERS,
    mediaType: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(answers)),
  };
}

/** The place of the largest value; the first of equals. */
function likeliest(probabilities: Float32Array): number {
  return probabilities.reduce((top, value, i) => (value > probabilities[top] ? i : top), 0);
}
