import { css, html, LitElement, nothing } from 'lit';
import { validationKeyOf } from '../charts/chart-metric.js';
import { countOf, formatCount } from '../format/number.js';
import { MOST_CHARTS } from '../state/curve-route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** So many are offered at once; the rest is a matter of another letter, and counted. */
const OFFERED = 60;

/**
 * Which metrics have a chart, of all that the runs have, by search.
 * @fires choose - CustomEvent with the metrics in their order, or null for the usual ones.
 */
export class RunChartsMetrics extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-block;
      }
      /* Below whatever it stands in, which is as wide as the charts. */
      .panel {
        position: absolute;
        right: 0;
        top: calc(100% + 6px);
        z-index: 4;
        width: min(340px, calc(100vw - 32px));
        padding: 12px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      .top {
        display: flex;
        gap: 8px;
      }
      input[type='search'] {
        flex: 1;
        min-width: 0;
      }
      ul {
        max-height: 300px;
        margin: 10px 0 0;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      li label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .foot {
        padding-top: 8px;
      }
      @media (pointer: coarse), (max-width: 760px) {
        li label {
          min-height: 44px;
        }
      }
    `,
  ];

  static override properties = {
    metrics: { attribute: false },
    keys: { attribute: false },
    isOpen: { state: true },
    text: { state: true },
  };

  /** Those that have a chart. */
  declare metrics: readonly string[];
  /** All that there are. */
  declare keys: ReadonlySet<string>;
  declare private isOpen: boolean;
  declare private text: string;

  constructor() {
    super();
    this.isOpen = false;
    this.text = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#onPointer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#onPointer);
  }

  protected override render() {
    return html`<button
        type="button"
        aria-expanded=${this.isOpen}
        @click=${this.#toggle}
        @keydown=${this.#onKey}
      >
        Charts
      </button>
      ${this.isOpen ? this.#renderPanel() : nothing}`;
  }

  #renderPanel() {
    const found = this.#found();
    const isFull = this.metrics.length >= MOST_CHARTS;
    return html`<div class="panel" role="dialog" aria-label="Charts" @keydown=${this.#onKey}>
      <div class="top">
        <input
          type="search"
          aria-label="Find a metric"
          placeholder="Find a metric"
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }}
        />
        <button type="button" @click=${() => this.#choose(null)}>Usual</button>
      </div>
      <ul>
        ${found.slice(0, OFFERED).map((key) => this.#renderKey(key, isFull))}
      </ul>
      <p class="foot soft" role="status">${this.#describe(found.length, isFull)}</p>
    </div>`;
  }

  #renderKey(key: string, isFull: boolean) {
    const isChosen = this.metrics.includes(key);
    const beside = validationKeyOf(key, (one) => this.keys.has(one));
    return html`<li>
      <label
        ><input
          type="checkbox"
          .checked=${isChosen}
          ?disabled=${isFull && !isChosen}
          @change=${() => this.#switch(key)}
        />${key}${beside ? html`<span class="soft">with ${beside}</span>` : nothing}</label
      >
    </li>`;
  }

  #describe(found: number, isFull: boolean): string {
    if (isFull) return `${MOST_CHARTS} charts are the most at once.`;
    if (this.keys.size === 0) return 'The runs have no metrics yet.';
    if (found === 0) return 'No metric has these letters.';
    return found > OFFERED
      ? `${OFFERED} of ${formatCount(found)} shown: type on`
      : countOf(found, 'metric');
  }

  /** The chosen ones first, then those that the words mean, all of its words in a key. */
  #found(): readonly string[] {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const all = new Set([...this.metrics, ...this.keys]);
    if (words.length === 0) return [...all];
    return [...all].filter((key) => {
      const low = key.toLowerCase();
      return words.every((word) => low.includes(word));
    });
  }

  #switch(key: string): void {
    const { metrics } = this;
    this.#choose(metrics.includes(key) ? metrics.filter((one) => one !== key) : [...metrics, key]);
  }

  #choose(metrics: readonly string[] | null): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: metrics }));
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
    this.text = '';
    if (!this.isOpen) return;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.isOpen = false;
    this.renderRoot.querySelector('button')?.focus();
  }

  readonly #onPointer = (event: Event): void => {
    if (this.isOpen && !event.composedPath().includes(this)) this.isOpen = false;
  };
}

customElements.define('run-charts-metrics', RunChartsMetrics);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts-metrics': RunChartsMetrics;
  }
}
