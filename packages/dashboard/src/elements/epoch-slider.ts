import { css, html, LitElement } from 'lit';
import { epochText } from '../format/epoch.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** How long each epoch stands while they play. */
const FRAME_MS = 450;

/**
 * Goes through the epochs that there are snapshots of: by hand, by key, or by itself.
 * @fires epoch - CustomEvent<number>: the epoch that is chosen.
 */
export class EpochSlider extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px 10px;
        min-width: 0;
        flex-wrap: wrap;
      }
      input {
        flex: 1 1 160px;
        min-width: 80px;
        accent-color: var(--accent);
      }
      output {
        min-width: 12ch;
        text-align: right;
      }
      button {
        min-width: 64px;
      }
      @media (max-width: 760px) {
        input {
          order: 1;
          flex-basis: 100%;
        }
        output {
          flex: 1;
        }
      }
      .step {
        min-width: 32px;
        padding: 0;
      }
    `,
  ];

  static override properties = {
    epochs: { attribute: false },
    epoch: { type: Number },
    playing: { state: true },
  };

  /** Epochs with snapshots, smallest first. */
  declare epochs: readonly number[];
  /** The one that is shown. */
  declare epoch: number;
  declare private playing: boolean;

  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.epochs = [];
    this.epoch = 0;
    this.playing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override render() {
    const place = this.#place;
    const last = this.epochs.length - 1;
    return html`<button
        type="button"
        class="step"
        aria-label="Epoch before"
        ?disabled=${place <= 0}
        @click=${() => this.#go(place - 1)}
      >
        ‹
      </button>
      <button type="button" ?disabled=${last < 1} @click=${this.#toggle}>
        ${this.playing ? 'Pause' : 'Play'}
      </button>
      <button
        type="button"
        class="step"
        aria-label="Epoch after"
        ?disabled=${place >= last}
        @click=${() => this.#go(place + 1)}
      >
        ›
      </button>
      <input
        type="range"
        aria-label="Epoch"
        aria-valuetext=${this.#words}
        min="0"
        max=${Math.max(0, last)}
        step="1"
        .value=${String(place)}
        @input=${(event: Event) => {
          this.#stop();
          this.#go(Number((event.target as HTMLInputElement).value));
        }}
      />
      <output>${this.#words}</output>`;
  }

  get #words(): string {
    const last = this.epochs.at(-1) ?? 0;
    return `epoch ${epochText(this.epochs[this.#place] ?? 0)} of ${epochText(last)}`;
  }

  /** Place of the newest epoch that is not after the chosen one. */
  get #place(): number {
    return Math.max(
      0,
      this.epochs.findLastIndex((epoch) => epoch <= this.epoch),
    );
  }

  #go(place: number): void {
    const epoch = this.epochs[Math.max(0, Math.min(this.epochs.length - 1, place))];
    if (epoch === undefined || epoch === this.epoch) return;
    this.epoch = epoch;
    this.dispatchEvent(new CustomEvent('epoch', { detail: epoch }));
  }

  #toggle(): void {
    if (this.playing) {
      this.#stop();
      return;
    }
    this.playing = true;
    if (this.#place >= this.epochs.length - 1) this.#go(0);
    this.#timer = setInterval(() => {
      if (this.#place >= this.epochs.length - 1) this.#stop();
      else this.#go(this.#place + 1);
    }, FRAME_MS);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }
}

customElements.define('epoch-slider', EpochSlider);

declare global {
  interface HTMLElementTagNameMap {
    'epoch-slider': EpochSlider;
  }
}
