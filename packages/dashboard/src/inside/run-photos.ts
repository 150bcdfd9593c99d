import type { PhotoRow } from '@peasy/tracker/api';
import { fetchPhotos, fetchPixels, type PhotoPixelsOf } from '../api/photos.js';
import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';

/** Photos of runs' sets, as far as the page has asked for them. */
export class RunPhotosStore extends Observers {
  readonly #pixels = new VersionedCache<PhotoPixelsOf>(() => this.notify());
  readonly #examples = new VersionedCache<readonly PhotoRow[]>(() => this.notify());

  /** Photos by their places in the set, with pixels as the run's network takes them. */
  pixels(run: string, indices: readonly number[]): Cached<PhotoPixelsOf> {
    return this.#pixels.get(`${run} ${indices.join()}`, 0, () => fetchPixels(run, indices));
  }

  /** A photo of each of the first classes that the run was tested on, or any. */
  examples(run: string, classes: number): Cached<readonly PhotoRow[]> {
    return this.#examples.get(`${run} ${classes}`, 0, async () => {
      const labels = Array.from({ length: classes }, (_, label) => label);
      const lists = await Promise.all(
        labels.map(async (label) => {
          const tested = await fetchPhotos(run, { role: 'test', label, limit: 1 });
          return tested.total > 0 ? tested : fetchPhotos(run, { label, limit: 1 });
        }),
      );
      return lists.flatMap(({ photos }) => photos);
    });
  }

  /** Forgets what went wrong, so that it is asked for again. */
  retry(): void {
    this.#pixels.retry();
    this.#examples.retry();
  }
}

export const runPhotos = new RunPhotosStore();
