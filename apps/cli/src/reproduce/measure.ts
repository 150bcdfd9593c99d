import {
  type CheckedLayer,
  type Conv2dLayer,
  configFromParams,
  decodeNumber,
  dividePhotos,
  type SplitOptions,
} from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { RunDetail, Store } from '@peasy/tracker';
import { layersAtWork } from '../actions/verify-convolution.js';
import type { LookFlags } from '../compute-flags.js';
import { openRunNetwork, type RunNetwork, topClass } from '../run-network.js';

/** How often a network was right on some photos. */
export interface Measured {
  readonly correct: number;
  readonly n: number;
  readonly loss: number;
  /** Of the n, how many it was trained on; null: not known. */
  readonly alsoTrained: number | null;
  /** Of the others, how many have a near-duplicate that it was trained on; null: not known. */
  readonly nearTrained: number | null;
  /** What measuring took. */
  readonly seconds: number;
  /** For each photo, in the order of the photos. */
  readonly isRight: readonly boolean[];
}

/** Photos by what they were in a run; the same for all runs of a split. */
export interface Roles {
  readonly test: Int32Array;
  readonly validation: Int32Array;
  /** Hashes of the photos trained on. */
  readonly train: ReadonlySet<string>;
  /** Measured photos of which a near-duplicate was trained on. */
  readonly near: ReadonlySet<number>;
}

/** Splits that were computed, by photos and options: looking for near-duplicates takes seconds. */
const KNOWN = new WeakMap<PhotoSet, Map<string, Roles>>();

/** A run's division of its photos, as it was trained. */
export function rolesOf(run: RunDetail, photos: PhotoSet): Roles {
  const options = configFromParams(run.params).split;
  const key = JSON.stringify(options);
  const known = KNOWN.get(photos) ?? new Map<string, Roles>();
  KNOWN.set(photos, known);
  const roles = known.get(key) ?? divide(photos, options);
  known.set(key, roles);
  return roles;
}

function divide({ hashes, images }: PhotoSet, options: SplitOptions): Roles {
  const split = dividePhotos(images, hashes, options);
  return {
    test: split.test,
    validation: split.validation,
    train: new Set(Array.from(split.train, (i) => hashes[i])),
    near: new Set([...split.testNearTrained, ...split.validationNearTrained]),
  };
}

/** The pixels of one photo. */
export function pixelsOf({ images }: PhotoSet, index: number): Uint8Array {
  const bytes = images.height * images.width * images.channels;
  return images.pixels.subarray(index * bytes, (index + 1) * bytes);
}

/** A run's network at a snapshot, given to `use` and put away afterwards. */
export async function withNetwork<T>(
  store: Store,
  runId: string,
  which: string,
  flags: LookFlags,
  use: (network: RunNetwork) => Promise<T>,
): Promise<T> {
  const network = await openRunNetwork(store, runId, which, flags);
  try {
    return await use(network);
  } finally {
    await network.compiled.dispose();
  }
}

/** Measures a network on the photos at `indices`. */
export async function measure(
  { compiled }: RunNetwork,
  photos: PhotoSet,
  indices: Int32Array,
  roles: Roles | undefined,
): Promise<Measured> {
  const began = performance.now();
  const { correct, loss, probabilities } = await compiled.evaluate(photos.images, indices);
  const seconds = (performance.now() - began) / 1000;
  const { labels } = photos.images;
  const classes = photos.classes.length;
  const alsoTrained = roles
    ? indices.filter((i) => roles.train.has(photos.hashes[i])).length
    : null;
  const nearTrained = roles ? indices.filter((i) => roles.near.has(i)).length : null;
  const isRight = Array.from(
    indices,
    (i, row) => topClass(probabilities, row, classes) === labels[i],
  );
  return { correct, n: indices.length, loss, alsoTrained, nearTrained, seconds, isRight };
}

/** What a network's first convolution reads and gives of a photo; undefined: it has none. */
export async function firstConvolution(
  network: RunNetwork,
  photo: Uint8Array,
): Promise<CheckedLayer | undefined> {
  const first = network.run.network!.layers.find(
    (layer): layer is Conv2dLayer => layer.kind === 'conv2d',
  );
  if (!first) return undefined;
  const [checked] = await layersAtWork(network, [first], photo);
  return checked;
}

/** Photos trained a second: the middle one of all epochs but the first, which compiles. */
export function imagesPerSecond(store: Store, runId: string): number | undefined {
  const [series] = store.series([runId], ['imagesPerSecond']);
  const values = series?.value.map(decodeNumber).slice(series.value.length > 1 ? 1 : 0) ?? [];
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}
