import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';

/** One thing to choose: its value and the word for it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * A few choices in a row, one of them taken: radio buttons by behaviour and by name.
 * @fires choose - CustomEvent with the chosen value as its detail.
 */
export class OneOf extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      fieldset {
        display: flex;
        align-items: center;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      .legend {
        color: var(--ink-soft);
        margin-right: 8px;
      }
      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        min-height: 30px;
        padding: 0 9px;
        border: 1px solid var(--edge);
        border-left-width: 0;
        background: var(--raised);
        white-space: nowrap;
        cursor: pointer;
      }
      label:first-of-type {
        border-left-width: 1px;
        border-radius: var(--radius) 0 0 var(--radius);
      }
      label:last-of-type {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      label:hover {
        background: var(--shade);
      }
      label:has(:checked) {
        color: var(--accent);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--accent);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--ink);
        outline-offset: 2px;
        z-index: 1;
      }
      input {
        position: absolute;
        opacity: 0;
        inset: 0;
        margin: 0;
        cursor: pointer;
      }
      @media (pointer: coarse), (max-width: 760px) {
        label {
          min-height: 44px;
        }
      }
    `,
  ];

  static override properties = {
    legend: {},
    showLegend: { type: Boolean, attribute: 'show-legend' },
    choices: { attribute: false },
    value: {},
  };

  /** What is chosen, for the ear; for the eye too with `showLegend`. */
  declare legend: string;
  declare showLegend: boolean;
  declare choices: readonly Choice[];
  /** The value that is taken. */
  declare value: string;

  constructor() {
    super();
    this.legend = '';
    this.showLegend = false;
    this.choices = [];
    this.value = '';
  }

  protected override render() {
    return html`<fieldset aria-label=${this.legend}>
      ${this.showLegend ? html`<span class="legend" aria-hidden="true">${this.legend}</span>` : ''}
      ${this.choices.map(
        ({ value, label }) =>
          html`<label
            ><input
              type="radio"
              name="choice"
              .value=${value}
              .checked=${value === this.value}
              @change=${() => this.#choose(value)}
            />${label}</label
          >`,
      )}
    </fieldset>`;
  }

  #choose(value: string): void {
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: value }));
  }
}

customElements.define('one-of', OneOf);

declare global {
  interface HTMLElementTagNameMap {
    'one-of': OneOf;
  }
}
