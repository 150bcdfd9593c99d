import {
  type CheckedLayer,
  type Conv2dLayer,
  configFromParams,
  decodeNumber,
  type SplitOptions,
  splitPhotos,
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
  /** What measuring took. */
  readonly seconds: number;
  /** For each photo, in the order of the photos. */
  readonly isRight: readonly boolean[];
}

/** Photos by what they were in a run; the same for all runs of a split. */
export interface Roles {
  readonly test: Int32Array;
  readonly validation: Int32Array;
  readonly train: ReadonlySet<string>;
}

/** A run's division of its photos, as it was trained. */
export function rolesOf(run: RunDetail, photos: PhotoSet): Roles {
  return divide(photos, configFromParams(run.params).split);
}

function divide({ hashes, images }: PhotoSet, options: SplitOptions): Roles {
  const identities = hashes.map((hash, i) => ({ hash, label: images.labels[i] }));
  const { train, validation, test } = splitPhotos(identities, options);
  return { test, validation, train: new Set(Array.from(train, (i) => hashes[i])) };
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
  trained: ReadonlySet<string> | undefined,
): Promise<Measured> {
  const began = performance.now();
  const { correct, loss, probabilities } = await compiled.evaluate(photos.images, indices);
  const seconds = (performance.now() - began) / 1000;
  const { labels } = photos.images;
  const classes = photos.classes.length;
  const alsoTrained = trained ? indices.filter((i) => trained.has(photos.hashes[i])).length : null;
  const isRight = Array.from(
    indices,
    (i, row) => topClass(probabilities, row, classes) === labels[i],
  );
  return { correct, n: indices.length, loss, alsoTrained, seconds, isRight };
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
