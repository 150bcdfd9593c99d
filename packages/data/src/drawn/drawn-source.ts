import { nearestWord } from '@peasy/core';
import { type DrawnSetOptions, PhotoError } from '../photo-set.js';
import type { PhotoSource, SourceFile } from '../source/photo-source.js';
import { DRAWING_VERSION, drawPhoto } from './draw-photo.js';
import { DRAWN_KINDS, type DrawnKind } from './species/index.js';

/** What the drawn set holds unless other classes are asked for. */
const DEFAULT_KINDS: readonly DrawnKind[] = ['cat', 'dog'];
const DEFAULT_PHOTOS_PER_CLASS = 1200;
const DEFAULT_SEED = 1;

/**
 * The drawn set as a source like any other: its files are JPEGs that are drawn when they are read.
 * @throws PhotoError for a class that nobody can draw, or a count that is none.
 */
export function openDrawnSource(
  { photosPerClass = DEFAULT_PHOTOS_PER_CLASS, seed = DEFAULT_SEED }: DrawnSetOptions,
  classes: readonly string[],
): PhotoSource {
  if (!Number.isInteger(photosPerClass) || photosPerClass < 1) {
    throw new PhotoError(
      `Expected a whole number of drawn photos a class, 1 and up, got ${photosPerClass}.`,
    );
  }
  const kinds = classes.length > 0 ? classes.map(drawnKind) : DEFAULT_KINDS;
  const files = kinds.flatMap((kind) =>
    Array.from({ length: photosPerClass }, (_, index) => drawnFile(kind, seed, index)),
  );
  return {
    kind: 'drawn',
    name: 'drawn',
    files,
    rejected: [],
    fingerprints: async (chosen) => chosen.map(() => `drawn ${DRAWING_VERSION} ${seed}`),
    close: async () => {},
  };
}

function drawnFile(kind: DrawnKind, seed: number, index: number): SourceFile {
  return { path: `${kind}/${index}.jpg`, bytes: 0, read: () => drawPhoto({ kind, seed, index }) };
}

function drawnKind(name: string): DrawnKind {
  const kind = DRAWN_KINDS.find((known) => known === name);
  if (kind) return kind;
  const near = nearestWord(name, DRAWN_KINDS);
  throw new PhotoError(
    `No photos were found, and "${name}" cannot be drawn.${near ? ` Did you mean "${near}"?` : ''} ` +
      `Peasy can draw ${DRAWN_KINDS.join(', ')}; for other classes, name a folder or a zip of photos with --data.`,
  );
}
