import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long words stand before they are said, so that what follows fast is not all read out. */
const REST_MS = 400;

/** What a screen reader is told by a live region, once things have come to rest. */
export class SpokenWords implements ReactiveController {
  /** What the live region holds. */
  words = '';
  readonly #host: ReactiveControllerHost;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#waiting);
  }

  say(words: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.words = words;
      this.#host.requestUpdate();
    }, REST_MS);
  }
}
