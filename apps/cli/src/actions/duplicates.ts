import { type NearDuplicatePair, NearDuplicates } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import { EXIT } from '../exit-codes.js';
import { printJson } from '../open-record.js';
import { loadPhotos, photoSource } from '../photos.js';
import { formatCount } from '../terminal/format.js';
import { formatTable } from '../terminal/table.js';
import { UserError } from '../user-error.js';
import { DRAWN_NOTICE } from '../words.js';
import { findWorkspace } from '../workspace.js';

/** Flags of `peasy data duplicates`. */
export interface DuplicateFlags {
  readonly data?: string;
  readonly distance: string;
  readonly likeness: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** Photos become squares of this many pixels, as those of the configs do: they are in the cache already. */
const SIZE = 32;

/** `peasy data duplicates`: prints the pairs of photos that look alike. */
export async function listDuplicates(flags: DuplicateFlags): Promise<void> {
  const distance = numberFrom('distance', flags.distance, 0, 63);
  const likeness = numberFrom('likeness', flags.likeness, 0, 1);
  const limit = numberFrom('limit', flags.limit, 0, Number.MAX_SAFE_INTEGER);
  const workspace = findWorkspace();
  const photos = await loadPhotos(workspace, await photoSource(workspace, flags.data), {
    ...{ size: SIZE, fit: 'squash', classes: [], strict: false, quiet: flags.json ?? false },
  });
  const pairs: NearDuplicatePair[] = [];
  let count = 0;
  new NearDuplicates(photos.images, { distance, likeness }).eachPair((pair) => {
    count++;
    if (pairs.length < limit) pairs.push(pair);
  });
  const rows = pairs.map((pair) => describe(photos, pair));
  if (flags.json) {
    const { name, images } = photos;
    printJson({ dataset: name, photos: images.count, distance, likeness, count, pairs: rows });
  } else print(photos, rows, count);
}

type Row = ReturnType<typeof describe>;

function describe(
  { paths, hashes, classes, images }: PhotoSet,
  { first, second, distance, likeness }: NearDuplicatePair,
) {
  const one = (i: number) => ({ path: paths[i], class: classes[images.labels[i]] });
  return {
    first: one(first),
    second: one(second),
    /** Bits in which the perceptual hashes differ. */
    distance,
    /** Correlation of the grey thumbnails. */
    likeness: Number(likeness.toFixed(4)),
    sameClass: images.labels[first] === images.labels[second],
    /** The files are equal to the byte. */
    sameBytes: hashes[first] === hashes[second],
  };
}

function print({ name, kind, images }: PhotoSet, rows: readonly Row[], count: number): void {
  if (kind === 'drawn') console.log(DRAWN_NOTICE);
  if (rows.length > 0) {
    console.log(
      formatTable(rows, [
        { head: 'photo', cell: ({ first }) => first.path },
        { head: 'looks like', cell: ({ second }) => second.path },
        { head: 'classes', cell: classesWords },
        { head: 'bits apart', align: 'right', cell: ({ distance }) => String(distance) },
        { head: 'likeness', align: 'right', cell: ({ likeness }) => likeness.toFixed(3) },
        { head: '', cell: ({ sameBytes }) => (sameBytes ? 'same bytes' : '') },
      ]),
    );
    console.log();
  }
  const more = count - rows.length;
  const left = more > 0 ? `, ${formatCount(more)} of them not shown (--limit)` : '';
  console.log(
    `${formatCount(count)} ${count === 1 ? 'pair' : 'pairs'} of near-duplicates among ${formatCount(images.count)} photos of ${name}${left}`,
  );
  const torn = rows.filter(({ sameClass }) => !sameClass).length;
  if (torn > 0) {
    console.log(
      `${formatCount(torn)} of them ${torn === 1 ? 'has' : 'have'} two classes: one of its labels is wrong, or the photo is of neither`,
    );
  }
}

function classesWords({ first, second, sameClass }: Row): string {
  return sameClass ? first.class : `${first.class}, ${second.class}: not the same`;
}

function numberFrom(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  const isWhole = flag === 'likeness' || Number.isInteger(value);
  if (text.trim() !== '' && isWhole && value >= min && value <= max) return value;
  const kind = flag === 'likeness' ? 'a number' : 'a whole number';
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} and up` : `of ${min} to ${max}`;
  throw new UserError(`Expected --${flag} to be ${kind} ${range}, got ${text}.`, EXIT.usage);
}
