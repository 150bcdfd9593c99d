import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the slider rests before the address says where it is: browsers ration changes of it. */
const REST_MS = 150;

/** Where the slider is while it moves: its element shows it at once, the address has it when it rests. */
export class SlidingPlace implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #settle: (place: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** undefined: it is where the address says. */
  place: number | undefined;

  constructor(host: ReactiveControllerHost, settle: (place: number) => void) {
    this.#host = host;
    this.#settle = settle;
    host.addController(this);
  }

  slide(place: number): void {
    this.place = place;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(place), REST_MS);
    this.#host.requestUpdate();
  }

  /** The address says where it is, or where something else has put it. */
  let(): void {
    clearTimeout(this.#timer);
    this.place = undefined;
  }

  hostDisconnected(): void {
    this.let();
  }
}
