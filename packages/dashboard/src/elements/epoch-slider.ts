import { css, html, LitElement, nothing } from 'lit';
import { placeText, type TimeAxis } from '../inside/time-axis.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** How long each epoch stands while they play at speed 1. */
const FRAME_MS = 450;
const SPEEDS = [0.5, 1, 2, 4];
const AXIS_WORDS: Readonly<Record<TimeAxis, string>> = {
  epochs: 'Epochs',
  images: 'Images',
  seconds: 'Seconds',
};

/**
 * Goes through the places that there are snapshots at: by hand, by key, or by itself. Space plays
 * and pauses, and comma and full stop step from anywhere on the page.
 * @fires epoch - CustomEvent<number>: the place that is chosen.
 * @fires axis - CustomEvent<TimeAxis>: another axis that is asked for.
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
      select {
        padding: 0 4px;
      }
      @media (max-width: 1000px) {
        .choices {
          margin-left: auto;
        }
        input {
          order: 1;
        }
        output {
          order: 2;
        }
      }
      .choices {
        display: inline-flex;
        gap: 6px;
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
    axis: {},
    axes: { attribute: false },
    speed: { state: true },
    playing: { state: true },
  };

  /** Places with snapshots, smallest first: epochs, or what else the axis is of. */
  declare epochs: readonly number[];
  /** The one that is shown. */
  declare epoch: number;
  declare axis: TimeAxis;
  /** Axes to choose from; fewer than two: there is no choice. */
  declare axes: readonly TimeAxis[];
  declare private speed: number;
  declare private playing: boolean;

  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.epochs = [];
    this.epoch = 0;
    this.axis = 'epochs';
    this.axes = [];
    this.speed = 1;
    this.playing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    this.#stop();
  }

  protected override render() {
    const place = this.#place;
    const last = this.epochs.length - 1;
    return html`<button
        type="button"
        class="step"
        aria-label="Epoch before"
        title="Back (,)"
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
        title="On (.)"
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
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          this.#toggle();
        }}
        @input=${(event: Event) => {
          this.#stop();
          this.#go(Number((event.target as HTMLInputElement).value));
        }}
      />
      <output>${this.#words}</output>
      ${this.#renderChoices()}`;
  }

  #renderChoices() {
    if (this.epochs.length < 2) return nothing;
    return html`<span class="choices">
      <select
        aria-label="Speed of play"
        @change=${(event: Event) => {
          this.speed = SPEEDS[(event.target as HTMLSelectElement).selectedIndex];
          if (this.playing) this.#play();
        }}
      >
        ${SPEEDS.map((speed) => html`<option ?selected=${speed === this.speed}>${speed}×</option>`)}
      </select>
      ${
        this.axes.length < 2
          ? nothing
          : html`<select
              aria-label="What the slider goes along"
              @change=${(event: Event) => {
                const detail = this.axes[(event.target as HTMLSelectElement).selectedIndex];
                this.dispatchEvent(new CustomEvent('axis', { detail }));
              }}
            >
              ${this.axes.map(
                (axis) =>
                  html`<option ?selected=${axis === this.axis}>${AXIS_WORDS[axis]}</option>`,
              )}
            </select>`
      }
    </span>`;
  }

  get #words(): string {
    return placeText(this.epochs[this.#place] ?? 0, this.epochs.at(-1) ?? 0, this.axis);
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
    if (this.#place >= this.epochs.length - 1) this.#go(0);
    this.#play();
  }

  #play(): void {
    clearInterval(this.#timer);
    this.playing = true;
    this.#timer = setInterval(() => {
      if (this.#place >= this.epochs.length - 1) this.#stop();
      else this.#go(this.#place + 1);
    }, FRAME_MS / this.speed);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const step = { ',': -1, '.': 1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    const isTyping =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && !['range', 'radio', 'checkbox'].includes(target.type));
    if (isTyping) return;
    this.#stop();
    this.#go(this.#place + step);
  };
}

customElements.define('epoch-slider', EpochSlider);

declare global {
  interface HTMLElementTagNameMap {
    'epoch-slider': EpochSlider;
  }
}
