import type { Network, Tensor } from '@peasy/core';
import { Observers } from '../state/observers.js';
import type { NetworkCalls, SnapshotNetwork } from './network-calls.js';

/** Outputs of every layer of one network for one photo, by layer. */
export type PhotoMaps = ReadonlyMap<string, Tensor>;

/** One photo, as a network takes it. */
export interface PhotoTensor {
  /** Tells it from every other photo. */
  readonly key: string;
  /** uint8, `[height, width, channels]`. */
  readonly pixels: Uint8Array;
}

/** What is known of the maps of a photo: the newest, and those of another snapshot until they come. */
export interface KnownMaps {
  readonly snapshot: string | undefined;
  readonly maps: PhotoMaps | undefined;
  readonly problem: string | undefined;
}

interface MapsRequest {
  /** Place of the page. */
  readonly where: string;
  readonly of: SnapshotNetwork;
  readonly photo: PhotoTensor;
}

/** Photos' maps that are kept. */
const MOST_KEPT = 400;

/**
 * Maps of photos by snapshot, computed when they are first asked for. While a slider is dragged
 * only what is asked for last is computed.
 */
export class NetworkMaps extends Observers {
  readonly #calls: Pick<NetworkCalls, 'maps'>;
  readonly #kept = new Map<string, PhotoMaps>();
  readonly #shown = new Map<string, KnownMaps>();
  readonly #busy = new Set<string>();
  readonly #wanted = new Map<string, MapsRequest>();
  readonly #starting: MapsRequest[] = [];
  /** What all that was asked for at once last took, from the asking to the answer, for the page to say. */
  milliseconds: number | undefined;
  #since = 0;
  #photos = 0;
  /** How many maps of photos those were. */
  computed = 0;

  constructor(calls: Pick<NetworkCalls, 'maps'>) {
    super();
    this.#calls = calls;
  }

  /**
   * The maps of one photo in one place of the page; starts computing them where they are not known.
   * @param where names the place, so that it shows its old maps until the new ones come.
   */
  get(where: string, of: SnapshotNetwork, photo: PhotoTensor): KnownMaps {
    const known = this.#kept.get(keyOf(of, photo));
    if (known) {
      const shown = { snapshot: of.snapshot, maps: known, problem: undefined };
      this.#shown.set(where, shown);
      this.#wanted.delete(where);
      return shown;
    }
    const before = this.#shown.get(where);
    if (before?.problem && before.snapshot === of.snapshot) return before;
    this.#want(where, of, photo);
    return before?.maps && sameLayers(before.maps, of.network)
      ? before
      : { snapshot: undefined, maps: undefined, problem: undefined };
  }

  #want(where: string, of: SnapshotNetwork, photo: PhotoTensor): void {
    const request = { where, of, photo };
    if (this.#busy.has(where)) this.#wanted.set(where, request);
    else this.#start(request);
  }

  /** Requests of one moment are computed together: photos of one network in one pass. */
  #start(request: MapsRequest): void {
    if (this.#busy.size === 0) {
      this.#since = performance.now();
      this.#photos = 0;
    }
    this.#busy.add(request.where);
    this.#photos++;
    if (this.#starting.push(request) > 1) return;
    queueMicrotask(() => {
      const groups = new Map<string, MapsRequest[]>();
      for (const one of this.#starting.splice(0)) {
        const key = `${one.of.snapshot} ${one.photo.pixels.length}`;
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      for (const group of groups.values()) void this.#compute(group);
    });
  }

  async #compute(group: readonly MapsRequest[]): Promise<void> {
    const [{ of, photo }] = group;
    const bytes = photo.pixels.length;
    const pixels = new Uint8Array(group.length * bytes);
    for (const [i, one] of group.entries()) pixels.set(one.photo.pixels, i * bytes);
    try {
      const layers = of.network.layers.map(({ name }) => name);
      const { maps } = await this.#calls.maps(of, { pixels, count: group.length }, layers);
      for (const [i, one] of group.entries()) this.#keep(keyOf(of, one.photo), mapsOf(maps, i));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      for (const { where } of group) {
        this.#shown.set(where, { snapshot: of.snapshot, maps: undefined, problem });
      }
    }
    for (const { where } of group) this.#end(where);
    if (this.#busy.size === 0) {
      this.milliseconds = performance.now() - this.#since;
      this.computed = this.#photos;
    }
    this.notify();
  }

  /** Goes on with what was wanted meanwhile, unless that has just been computed. */
  #end(where: string): void {
    this.#busy.delete(where);
    const next = this.#wanted.get(where);
    this.#wanted.delete(where);
    if (next && !this.#kept.has(keyOf(next.of, next.photo))) this.#start(next);
  }

  #keep(key: string, maps: PhotoMaps): void {
    this.#kept.set(key, maps);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}

function keyOf({ snapshot }: SnapshotNetwork, { key }: PhotoTensor): string {
  return `${snapshot} ${key}`;
}

/** One photo's maps out of a batch's. */
function mapsOf(batch: ReadonlyMap<string, Tensor>, photo: number): PhotoMaps {
  return new Map(
    [...batch].map(([name, { shape, values }]) => {
      const length = values.length / shape[0];
      const own = values.subarray(photo * length, (photo + 1) * length);
      return [name, { shape: shape.slice(1), values: own }];
    }),
  );
}

function sameLayers(maps: PhotoMaps, { layers }: Network): boolean {
  return maps.size === layers.length && layers.every(({ name }) => maps.has(name));
}
