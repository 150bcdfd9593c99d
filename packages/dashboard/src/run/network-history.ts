import type { SnapshotRow } from '@peasy/tracker/api';
import { fetchPhotos, fetchPixels } from '../api/photos.js';
import { networks } from '../inside/inside-page.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';
import type { Subject } from '../views/network-subjects.js';
import { changeRatio, type Histogram, histogramOf, reachOf, spreadOver } from './histogram.js';

/** Snapshots that are gone through at most. */
const MOST_SNAPSHOTS = 24;
const BINS = 48;
/** Photos whose activations are counted, and numbers of them that are held at once. */
const MOST_PHOTOS = 64;
const MOST_OUTPUTS = 4e6;

/** One tensor or one layer's outputs, over the snapshots. */
export interface SpreadHistory {
  /** "ConvLayer1/kernel", or the layer's name. */
  readonly name: string;
  /** A snapshot each. */
  readonly spreads: readonly Histogram[];
  /** How far it moved since the snapshot before, a snapshot each but for the first; of weights only. */
  readonly changes: readonly number[];
}

/** How a run's network moved. */
export interface NetworkHistory {
  readonly snapshots: readonly SnapshotRow[];
  readonly weights: readonly SpreadHistory[];
  readonly activations: readonly SpreadHistory[];
  /** Photos of the activations; 0: the photos are not there. */
  readonly photos: number;
}

/** Histories of runs' networks, computed in the page from their snapshots. */
export class NetworkHistories extends Observers {
  readonly #calls: NetworkCalls;
  readonly #known = new VersionedCache<NetworkHistory>(() => this.notify());

  constructor(calls: NetworkCalls) {
    super();
    this.#calls = calls;
  }

  get(subject: Subject): Cached<NetworkHistory> {
    const { run, snapshots } = subject;
    return this.#known.get(run.id, snapshots.length, () => this.#compute(subject));
  }

  async #compute(subject: Subject): Promise<NetworkHistory> {
    const snapshots = spreadOver(subject.snapshots, MOST_SNAPSHOTS);
    const weights = await this.#weights(snapshots);
    const { activations, photos } = await this.#activations(subject, snapshots);
    return { snapshots, weights, activations, photos };
  }

  /** A tensor at a time, so that no more than two snapshots of one are held beside the worker's. */
  async #weights(snapshots: readonly SnapshotRow[]): Promise<readonly SpreadHistory[]> {
    const names = [...(await this.#calls.weights(snapshots[0].id)).keys()];
    const histories: SpreadHistory[] = [];
    for (const name of names) {
      const at = async ({ id }: SnapshotRow) =>
        (await this.#calls.weights(id, [name])).get(name)!.values;
      const ends = spreadOver(snapshots, 3);
      const reach = reachOf(await Promise.all(ends.map(at)));
      const spreads: Histogram[] = [];
      const changes: number[] = [];
      let before: ArrayLike<number> | undefined;
      for (const snapshot of snapshots) {
        const values = await at(snapshot);
        spreads.push(histogramOf(values, reach, BINS));
        if (before) changes.push(changeRatio(before, values));
        before = values;
      }
      histories.push({ name, spreads, changes });
    }
    return histories;
  }

  async #activations({ run, network }: Subject, snapshots: readonly SnapshotRow[]) {
    const found = await photosOf(run.id);
    if (!found) return { activations: [], photos: 0 };
    const names = network.layers
      .filter(({ kind }) => kind !== 'dropout' && kind !== 'flatten')
      .map(({ name }) => name);
    const bytes = found.pixels.length / found.count;
    const one = await this.#calls.maps(
      { network, snapshot: snapshots[0].id },
      { pixels: found.pixels.subarray(0, bytes), count: 1 },
      names,
    );
    const outputs = [...one.maps.values()].reduce((sum, { values }) => sum + values.length, 0);
    const count = Math.max(1, Math.min(found.count, Math.floor(MOST_OUTPUTS / outputs)));
    const given = { pixels: found.pixels.slice(0, count * bytes), count };
    const mapsAt = async ({ id }: SnapshotRow) =>
      (await this.#calls.maps({ network, snapshot: id }, given, names)).maps;
    const ends = [await mapsAt(snapshots[0]), await mapsAt(snapshots.at(-1)!)];
    const reaches = names.map((name) => reachOf(ends.map((maps) => maps.get(name)!.values)));
    const spreads = names.map((): Histogram[] => []);
    for (const snapshot of snapshots) {
      const maps = await mapsAt(snapshot);
      names.forEach((name, i) => {
        spreads[i].push(histogramOf(maps.get(name)!.values, reaches[i], BINS));
      });
    }
    const activations = names.map((name, i) => ({ name, spreads: spreads[i], changes: [] }));
    return { activations, photos: count };
  }
}

/** Some test photos of a run; undefined where its photos are not there. */
async function photosOf(run: string) {
  try {
    const { photos } = await fetchPhotos(run, { role: 'test', limit: 100_000 });
    const some = spreadOver(photos, MOST_PHOTOS).map(({ index }) => index);
    if (some.length === 0) return undefined;
    const { pixels } = await fetchPixels(run, some);
    return { pixels, count: some.length };
  } catch {
    return undefined;
  }
}

export const networkHistories = new NetworkHistories(networks);
