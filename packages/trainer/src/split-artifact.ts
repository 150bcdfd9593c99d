import type { Artifact } from '@peasy/core';
import type { PreparedRun } from './prepare.js';

/** Where a run keeps which photos it trained on, by content. */
export const SPLIT_ARTIFACT = 'split.json';

/** Hex digits kept of each photo's SHA-256: 64 bits, so that two of a million photos collide with a chance of 1 in 37 million. */
const HASH_DIGITS = 16;

/** The photos of each role, by the first digits of their SHA-256. */
export interface RecordedSplit {
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/** The split of a run as a file of it, so that any photo can later be asked whether the run has seen it. */
export function splitArtifact({ photos, split }: PreparedRun): Artifact {
  const shorten = (indices: Int32Array) =>
    Array.from(indices, (i) => shortHash(photos.hashes[i])).sort();
  const recorded: RecordedSplit = {
    train: shorten(split.train),
    validation: shorten(split.validation),
    test: shorten(split.test),
  };
  return {
    path: SPLIT_ARTIFACT,
    mediaType: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(recorded)),
  };
}

/** A photo's name in a RecordedSplit. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, HASH_DIGITS);
}

/** Reads what splitArtifact wrote. @throws SyntaxError when it is no JSON. */
export function parseRecordedSplit(bytes: Uint8Array): RecordedSplit {
  return JSON.parse(new TextDecoder().decode(bytes)) as RecordedSplit;
}
