import type { Network } from '@peasy/core';
import type { NetworkCalls } from '../inside/network-calls.js';
import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';

/** What is asked: a network at a snapshot, and a photo as it takes it. */
export interface PredictionQuestion {
  readonly network: Network;
  readonly snapshot: string;
  /** Tells the photo from every other. */
  readonly photo: string;
  /** uint8, `[height, width, channels]`. */
  readonly pixels: Uint8Array;
}

/** Probabilities of photos by class, each computed in the page when it is first asked for. */
export class Predictions extends Observers {
  readonly #calls: Pick<NetworkCalls, 'maps'>;
  readonly #known = new VersionedCache<Float32Array>(() => this.notify());

  constructor(calls: Pick<NetworkCalls, 'maps'>) {
    super();
    this.#calls = calls;
  }

  get({ network, snapshot, photo, pixels }: PredictionQuestion): Cached<Float32Array> {
    return this.#known.get(`${snapshot} ${photo}`, 0, async () => {
      const last = network.layers.at(-1)!.name;
      const { maps } = await this.#calls.maps({ network, snapshot }, { pixels, count: 1 }, [last]);
      return maps.get(last)!.values;
    });
  }
}
