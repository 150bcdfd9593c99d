import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Below this the page has no rail, and the lab its options in a sheet. */
export const NARROW = '(max-width: 760px)';
export const LESS_MOTION = '(prefers-reduced-motion: reduce)';

/** Whether the screen is so, and a new drawing when that changes. */
export class MediaQuery implements ReactiveController {
  readonly #query: MediaQueryList;
  readonly #changed: () => void;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#query = matchMedia(query);
    this.#changed = () => host.requestUpdate();
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#changed);
  }
}
