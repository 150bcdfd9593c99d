import { css, html, LitElement, nothing } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf } from './control-parts.js';
import type { Speed } from './lab-state.js';
import { LESS_MOTION, MediaQuery } from './media-query.js';

export const SPEED_CHOICES: readonly (readonly [value: Speed, text: string])[] = [
  ['slow', 'Slow'],
  ['middle', 'Middle'],
  ['fast', 'Fast'],
];

/**
 * Steps, plays and scrubs. Where less motion is wished for it goes by the row or to the end instead of playing.
 * @fires go - CustomEvent<number>: a place that is gone to.
 * @fires toggle - Plays, or stops.
 * @fires speed - CustomEvent<Speed>: how fast it is to play.
 */
export class LabPlayer extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 10px;
      }
      .step {
        min-width: 32px;
        padding: 0;
      }
      .play {
        min-width: 84px;
      }
      .slider {
        flex: 1 1 120px;
        min-width: 80px;
        accent-color: var(--accent);
      }
      .where {
        display: grid;
        min-width: 17ch;
        text-align: right;
        line-height: 1.3;
      }
      @media (max-width: 760px) {
        .step {
          min-width: 44px;
        }
        .where {
          order: 1;
          flex-basis: 100%;
          grid-auto-flow: column;
          justify-content: space-between;
          text-align: left;
        }
        .slider {
          order: 1;
          flex-basis: 100%;
          min-height: 32px;
        }
      }
    `,
  ];

  static override properties = {
    place: { type: Number },
    last: { type: Number },
    width: { type: Number },
    shown: { type: Number },
    sum: {},
    isPlaying: { type: Boolean },
    speed: {},
    withSpeed: { type: Boolean },
  };

  declare place: number;
  /** The last place. */
  declare last: number;
  /** Places in a row. */
  declare width: number;
  /** The place whose window is shown: where it is, or what is pointed at. */
  declare shown: number;
  /** At the place that is shown, in words. */
  declare sum: string;
  declare isPlaying: boolean;
  declare speed: Speed;
  /** Whether the speed is chosen here. */
  declare withSpeed: boolean;

  readonly #lessMotion = new MediaQuery(this, LESS_MOTION);

  protected override render() {
    const { place, last, width, shown } = this;
    const lessMotion = this.#lessMotion.matches;
    const where = (at: number) => `row ${Math.floor(at / width)}, column ${at % width}`;
    return html`<button
        type="button"
        class="step"
        aria-label="Place before"
        ?disabled=${place === 0}
        @click=${() => this.#go(place - 1)}
      >
        ‹
      </button>
      ${
        lessMotion
          ? html`<button type="button" ?disabled=${place >= last} @click=${() => this.#go(Math.min(last, place + width))}>
                Next row
              </button>
              <button type="button" ?disabled=${place >= last} @click=${() => this.#go(last)}>To the end</button>`
          : html`<button type="button" class="play" @click=${() => this.dispatchEvent(new Event('toggle'))}>
              ${this.isPlaying ? 'Pause' : 'Play'}
            </button>`
      }
      <button
        type="button"
        class="step"
        aria-label="Place after"
        ?disabled=${place >= last}
        @click=${() => this.#go(place + 1)}
      >
        ›
      </button>
      <input
        class="slider"
        type="range"
        min="0"
        max=${last}
        aria-label="Place of the kernel"
        aria-valuetext=${this.isPlaying ? 'playing' : `${where(place)}, sum ${this.sum}`}
        .value=${String(place)}
        @input=${(event: Event) => this.#go(Number((event.target as HTMLInputElement).value))}
      />
      <span class="where"><span>${where(shown)}</span> <span class="soft">sum ${this.sum}</span></span>
      ${
        this.withSpeed && !lessMotion
          ? choicesOf('Speed', SPEED_CHOICES, this.speed, (speed) =>
              this.dispatchEvent(new CustomEvent('speed', { detail: speed })),
            )
          : nothing
      }`;
  }

  #go(place: number): void {
    this.dispatchEvent(new CustomEvent('go', { detail: place }));
  }
}

customElements.define('lab-player', LabPlayer);

declare global {
  interface HTMLElementTagNameMap {
    'lab-player': LabPlayer;
  }
}
