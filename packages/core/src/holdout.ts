import { randomKey, STREAMS } from './random.js';
import type { PhotoIdentity, SplitOptions } from './split.js';

/** Indices of one holdout split, each list in an order that only contents and seed decide. */
export interface HoldoutParts {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** All copies of one photo, or all photos of one group: they stay together. */
interface CopyGroup {
  readonly hash: string;
  /** Of the copies' labels the smallest, so that their order does not matter. */
  readonly label: number;
  readonly indices: readonly number[];
  /** Seeded rank. */
  readonly key: number;
}

type PartName = keyof HoldoutParts;

/** Who gets a class's groups first when it has fewer than there are parts. */
const NEEDS: readonly PartName[] = ['train', 'test', 'validation'];

/**
 * Divides photos by class and content. Within a class, groups of copies of equal size are shared
 * out by seeded rank; what rounding leaves over is carried on to the next smaller size and to the
 * next class, so single photos even out what groups cannot. A class with enough different photos
 * is in every part that was asked for.
 */
export function holdoutParts(
  photos: readonly PhotoIdentity[],
  options: SplitOptions,
): HoldoutParts {
  const shares = { test: options.test, validation: options.validation };
  const carried = { test: 0, validation: 0 };
  const parts: Record<PartName, CopyGroup[]> = { train: [], validation: [], test: [] };
  const asked = NEEDS.filter((part) => part === 'train' || shares[part] > 0);
  for (const ofClass of groupBy(copyGroups(photos, options.seed), (group) => group.label)) {
    const classParts = divideClass(ofClass, shares, carried);
    fillEmptyParts(classParts, asked);
    const photosOfClass = countPhotos(ofClass);
    for (const part of ['test', 'validation'] as const) {
      carried[part] += photosOfClass * shares[part] - countPhotos(classParts[part]);
    }
    for (const part of NEEDS) parts[part].push(...classParts[part]);
  }
  return {
    train: indicesOf(parts.train),
    validation: indicesOf(parts.validation),
    test: indicesOf(parts.test),
  };
}

function copyGroups(photos: readonly PhotoIdentity[], seed: number): CopyGroup[] {
  const indicesByHash = new Map<string, number[]>();
  photos.forEach(({ hash, group = hash }, index) => {
    const copies = indicesByHash.get(group);
    if (copies) copies.push(index);
    else indicesByHash.set(group, [index]);
  });
  return Array.from(indicesByHash, ([hash, indices]) => ({
    hash,
    label: Math.min(...indices.map((index) => photos[index].label)),
    indices: indices.sort((a, b) => byLabelAndContent(photos[a], photos[b])),
    key: contentKey(hash, seed),
  }));
}

/** Copies differ at most in their labels, members of a group in their contents too. */
function byLabelAndContent(a: PhotoIdentity, b: PhotoIdentity): number {
  return a.label - b.label || (a.hash < b.hash ? -1 : Number(a.hash > b.hash));
}

/** 32 bits of seed and content, four characters a turn; equal keys are told apart by the hash itself. */
function contentKey(hash: string, seed: number): number {
  let key = randomKey(seed, STREAMS.split);
  for (let i = 0; i < hash.length; i += 4) {
    let word = 0;
    for (let j = i; j < Math.min(i + 4, hash.length); j++) word = (word << 8) | hash.charCodeAt(j);
    key = randomKey(key, word);
  }
  return key;
}

function byRank(a: CopyGroup, b: CopyGroup): number {
  return a.key - b.key || (a.hash < b.hash ? -1 : 1);
}

function divideClass(
  groups: readonly CopyGroup[],
  shares: Readonly<Record<'test' | 'validation', number>>,
  carried: Readonly<Record<'test' | 'validation', number>>,
): Record<PartName, CopyGroup[]> {
  const parts: Record<PartName, CopyGroup[]> = { train: [], validation: [], test: [] };
  const missing = { ...carried };
  for (const sameSize of groupBy(groups, (group) => -group.indices.length)) {
    const size = sameSize[0].indices.length;
    const left = sameSize.sort(byRank);
    const total = left.length * size;
    for (const part of ['test', 'validation'] as const) {
      const wanted = missing[part] + total * shares[part];
      const taken = left.splice(0, Math.max(0, Math.round(wanted / size)));
      parts[part].push(...taken);
      missing[part] = wanted - taken.length * size;
    }
    parts.train.push(...left);
  }
  return parts;
}

/** Gives each asked part that has none of the class a group of the part that has most of them. */
function fillEmptyParts(parts: Record<PartName, CopyGroup[]>, asked: readonly PartName[]): void {
  for (const [rank, part] of asked.entries()) {
    if (parts[part].length > 0) continue;
    // A part may lose its only group to one that needs it more, never the other way round.
    const givers = asked.filter(
      (giver, giverRank) => parts[giver].length > (giverRank > rank ? 0 : 1),
    );
    const giver = givers.sort((a, b) => parts[b].length - parts[a].length)[0];
    if (!giver) continue;
    // The last one is among the smallest: groups were added by falling size.
    parts[part].push(parts[giver].pop()!);
  }
}

function countPhotos(groups: readonly CopyGroup[]): number {
  return groups.reduce((sum, group) => sum + group.indices.length, 0);
}

function indicesOf(groups: CopyGroup[]): Int32Array {
  return Int32Array.from(groups.sort(byRank).flatMap((group) => group.indices));
}

/** Lists of items with an equal number, by rising number. */
function groupBy<T>(items: readonly T[], numberOf: (item: T) => number): T[][] {
  const lists = new Map<number, T[]>();
  for (const item of items) {
    const list = lists.get(numberOf(item));
    if (list) list.push(item);
    else lists.set(numberOf(item), [item]);
  }
  return [...lists].sort(([a], [b]) => a - b).map(([, list]) => list);
}
