import type { PhotoProgress } from '@peasy/tracker/api';
import { getJson } from '../api/client.js';
import { Observers } from './observers.js';

/** Photos that were decoded before are there sooner, and nothing is said of them. */
const PATIENCE_MS = 800;
const EVERY_MS = 700;

/**
 * How far the server is with photos that the page waits for: the first who looks at photos that
 * nothing has decoded waits until all of them are, which takes a minute for 16,000.
 */
export class PhotoWaits extends Observers {
  /** null: nothing is waited for, or not for decoding. */
  progress: PhotoProgress['progress'] = null;
  readonly #waits = new Set<{ readonly run: string }>();
  #next: ReturnType<typeof setTimeout> | undefined;

  /** Passes an answer about a run's photos on, and asks how far it is where that takes long. */
  async during<Answer>(run: string, answer: Promise<Answer>): Promise<Answer> {
    const wait = { run };
    this.#waits.add(wait);
    this.#next ??= setTimeout(() => this.#ask(), PATIENCE_MS);
    try {
      return await answer;
    } finally {
      this.#waits.delete(wait);
      if (this.#waits.size === 0) this.#end();
    }
  }

  async #ask(): Promise<void> {
    const [wait] = this.#waits;
    if (!wait) return;
    try {
      const path = `api/runs/${encodeURIComponent(wait.run)}/photos/progress`;
      const { progress } = await getJson<PhotoProgress>(path);
      if (this.#waits.size > 0) this.#tell(progress);
    } catch {
      // What is waited for says itself what is wrong.
    }
    if (this.#waits.size > 0) this.#next = setTimeout(() => this.#ask(), EVERY_MS);
  }

  #end(): void {
    clearTimeout(this.#next);
    this.#next = undefined;
    this.#tell(null);
  }

  #tell(progress: PhotoProgress['progress']): void {
    if (progress === null && this.progress === null) return;
    this.progress = progress;
    this.notify();
  }
}

export const photoWaits = new PhotoWaits();
