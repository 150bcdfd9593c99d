import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observers } from './observers.js';

/** Draws its element again whenever one of the watched things changes. */
export class Observe implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #watched: readonly Observers[];
  #stops: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, ...watched: readonly Observers[]) {
    this.#host = host;
    this.#watched = watched;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stops = this.#watched.map((one) => one.subscribe(() => this.#host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop();
  }
}
