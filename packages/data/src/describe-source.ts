import { resolve } from 'node:path';
import type { RejectedPhoto } from './photo-set.js';
import { labelFiles, type PhotoLayout } from './source/layout.js';
import { alphabetCompare } from './source/natural-order.js';
import { openSource } from './source/open-source.js';
import type { SourceFile } from './source/photo-source.js';

/** What a folder or a zip holds, without a look into the photos. */
export interface SourceDescription {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly kind: 'folder' | 'zip';
  /** undefined: no photo has a class. */
  readonly layout: PhotoLayout | undefined;
  /** By alphabet; bytes as the files have them, unpacked. */
  readonly classes: readonly ClassDescription[];
  /** Photos that have a class. */
  readonly photos: number;
  readonly bytes: number;
  /** Photos without a class, which are passed over. */
  readonly unlabelled: number;
  /** Photos that will not be read, such as those whose path climbs out. */
  readonly rejected: readonly RejectedPhoto[];
}

/** One class of a source. */
export interface ClassDescription {
  readonly name: string;
  readonly photos: number;
  readonly bytes: number;
}

/**
 * Lists the classes of a folder or a zip and counts their photos; decodes none.
 * @throws PhotoError when there is nothing at the path, or it cannot be read.
 */
export async function describeSource(path: string): Promise<SourceDescription> {
  const source = await openSource(path);
  try {
    const { layout, classes, unlabelled } = labelFiles(source.files);
    const described = [...classes]
      .map(([name, files]) => ({ name, photos: files.length, bytes: bytesOf(files) }))
      .sort((a, b) => alphabetCompare(a.name, b.name));
    return {
      path: resolve(path),
      name: source.name,
      kind: source.kind === 'zip' ? 'zip' : 'folder',
      layout,
      classes: described,
      photos: described.reduce((sum, { photos }) => sum + photos, 0),
      bytes: described.reduce((sum, { bytes }) => sum + bytes, 0),
      unlabelled: unlabelled.length,
      rejected: source.rejected,
    };
  } finally {
    await source.close();
  }
}

function bytesOf(files: readonly SourceFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
