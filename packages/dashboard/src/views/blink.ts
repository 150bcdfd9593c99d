import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';

/** How long each of two stands while they blink. */
const BLINK_MS = 700;

/** Shows one of two in turn: by itself, or by a button for those who asked for less motion. */
export class Blink implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Whether the other one is on show. */
  isOther = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  set(isOn: boolean): void {
    if (isOn === (this.#timer !== undefined)) return;
    this.hostDisconnected();
    if (isOn) this.#timer = setInterval(() => wantsLessMotion() || this.#turn(), BLINK_MS);
  }

  renderSwap() {
    if (this.#timer === undefined || !wantsLessMotion()) return nothing;
    return html`<button type="button" class="swap" @click=${() => this.#turn()}>Swap</button>`;
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.isOther = false;
  }

  #turn(): void {
    this.isOther = !this.isOther;
    this.#host.requestUpdate();
  }
}

function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
