import type { Network } from '@peasy/core';
import type { PhotoRow } from '@peasy/tracker/api';
import { fetchPhotos, fetchPixels, type PhotoPixelsOf } from '../api/photos.js';
import { drawPlaces } from '../inside/draw-places.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';

/** Photos that are drawn at once: six rows of six, as in the post. */
export const DRAWN_PHOTOS = 36;
/** As many as one answer of the server names. */
const ALL = 100_000;

/** Test photos that a run never trained on: how many there are, and some of them. */
export interface NeverSeen extends PhotoPixelsOf {
  /** Test photos that were never trained on. */
  readonly total: number;
  /** Test photos in all. */
  readonly tested: number;
}

/** Never-seen test photos drawn by a seed, and what a network says of them. */
export class NeverSeenPhotos extends Observers {
  readonly #calls: Pick<NetworkCalls, 'evaluate'>;
  readonly #lists = new Map<string, Promise<{ unseen: readonly PhotoRow[]; tested: number }>>();
  readonly #drawn = new VersionedCache<NeverSeen>(() => this.notify());
  readonly #answers = new VersionedCache<Float32Array>(() => this.notify());

  constructor(calls: Pick<NetworkCalls, 'evaluate'>) {
    super();
    this.#calls = calls;
  }

  /** Some photos; the same for the same run and seed. */
  drawn(run: string, seed: number): Cached<NeverSeen> {
    return this.#drawn.get(`${run} ${seed}`, 0, async () => {
      const { unseen, tested } = await this.#list(run);
      const indices = drawPlaces(unseen.length, DRAWN_PHOTOS, seed).map((at) => unseen[at].index);
      const found =
        indices.length > 0
          ? await fetchPixels(run, indices)
          : { shape: [0, 0, 0] as const, photos: [], pixels: new Uint8Array() };
      return { ...found, total: unseen.length, tested };
    });
  }

  /** `[photos, classes]` of drawn photos. */
  probabilities(
    of: { readonly run: string; readonly network: Network; readonly snapshot: string },
    seed: number,
    { pixels, photos }: NeverSeen,
  ): Cached<Float32Array> {
    return this.#answers.get(`${of.run} ${of.snapshot} ${seed}`, 0, async () => {
      const labels = Uint8Array.from(photos, ({ label }) => label);
      const given = { pixels, count: photos.length };
      return (await this.#calls.evaluate(of, given, labels)).probabilities;
    });
  }

  #list(run: string) {
    const known = this.#lists.get(run);
    if (known) return known;
    const asked = fetchPhotos(run, { role: 'test', limit: ALL }).then(({ photos }) => ({
      unseen: photos.filter(({ trained }) => !trained),
      tested: photos.length,
    }));
    asked.catch(() => this.#lists.delete(run));
    this.#lists.set(run, asked);
    return asked;
  }
}
