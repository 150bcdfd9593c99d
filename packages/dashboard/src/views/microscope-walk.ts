import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { WalkStep } from '../inside/walk-steps.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** How long a step stands while they play: long enough to read it. */
const STEP_MS = 5000;

/**
 * A walk from the photo to the probabilities, one sentence a step: by button, by arrow keys, or by itself.
 * @fires step - CustomEvent<number | undefined>: where it is; undefined: it is over.
 */
export class MicroscopeWalk extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section {
        position: fixed;
        left: 50%;
        bottom: 16px;
        z-index: 3;
        translate: -50% 0;
        width: min(720px, calc(100vw - 32px));
        padding: 10px 14px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      p {
        min-height: 3.2em;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 8px;
      }
      .foot span {
        flex: 1;
      }
      @media (max-width: 760px) {
        section {
          left: 0;
          bottom: 0;
          translate: none;
          width: 100%;
          border-width: 1px 0 0;
        }
      }
    `,
  ];

  static override properties = {
    steps: { attribute: false },
    at: { type: Number },
    playing: { state: true },
  };

  declare steps: readonly WalkStep[];
  /** The step that is shown; undefined: it has not begun. */
  declare at: number | undefined;
  declare private playing: boolean;

  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.playing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    this.#pause();
  }

  protected override render() {
    const { at, steps } = this;
    if (at === undefined || steps.length === 0) return nothing;
    const place = Math.min(at, steps.length - 1);
    return html`<section aria-label="Walk through the network">
      <p role="status">${steps[place].words}</p>
      <div class="foot">
        <span class="soft number">${place + 1} of ${steps.length}</span>
        <button type="button" ?disabled=${place === 0} @click=${() => this.#go(place - 1)}>
          Back
        </button>
        <button type="button" @click=${() => (this.playing ? this.#pause() : this.#play())}>
          ${this.playing ? 'Pause' : 'Play'}
        </button>
        <button
          type="button"
          class="next"
          ?disabled=${place === steps.length - 1}
          @click=${() => this.#go(place + 1)}
        >
          Next
        </button>
        <button type="button" @click=${() => this.#go(undefined)}>Close</button>
      </div>
    </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('at') && this.at !== undefined && changed.get('at') === undefined) {
      this.renderRoot.querySelector<HTMLElement>('.next')?.focus({ preventScroll: true });
    }
  }

  #play(): void {
    this.playing = true;
    if (this.at === this.steps.length - 1) this.#tell(0);
    this.#timer = setInterval(() => {
      const next = (this.at ?? 0) + 1;
      if (next < this.steps.length) this.#tell(next);
      else this.#pause();
    }, STEP_MS);
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }

  /** By hand: it no longer plays. */
  #go(at: number | undefined): void {
    if (at === undefined || this.playing) this.#pause();
    this.#tell(at);
  }

  #tell(at: number | undefined): void {
    this.dispatchEvent(new CustomEvent('step', { detail: at }));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { at, steps } = this;
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    // Fields and maps have arrow keys of their own.
    const isTaken =
      target instanceof HTMLElement &&
      ['INPUT', 'SELECT', 'TEXTAREA', 'CANVAS'].includes(target.tagName);
    if (event.key === 'Escape') this.#go(undefined);
    if (isTaken) return;
    if (event.key === 'ArrowRight' && at < steps.length - 1) this.#go(at + 1);
    if (event.key === 'ArrowLeft' && at > 0) this.#go(at - 1);
  };
}

customElements.define('microscope-walk', MicroscopeWalk);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-walk': MicroscopeWalk;
  }
}
