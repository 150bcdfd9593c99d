import { css, html, LitElement, svg } from 'lit';
import { formatDecimals } from '../format/number.js';
import { base } from '../styles/base.js';

/** A network's probabilities by class, as bars and as numbers; the class that is right is marked. */
export class ClassBars extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 150px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 64px auto;
        gap: 2px 8px;
        align-items: center;
      }
      dd {
        text-align: right;
      }
      svg {
        display: block;
        width: 64px;
        height: 8px;
        background: var(--shade);
      }
      rect {
        fill: var(--ink-soft);
      }
      .top {
        font-weight: 650;
      }
      .top + svg rect {
        fill: var(--ink);
      }
    `,
  ];

  static override properties = {
    classes: { attribute: false },
    probabilities: { attribute: false },
    label: { type: Number },
  };

  declare classes: readonly string[];
  declare probabilities: ArrayLike<number>;
  /** The right class; -1: not known. */
  declare label: number;

  constructor() {
    super();
    this.label = -1;
  }

  protected override render() {
    const values = Array.from(this.probabilities);
    const top = values.indexOf(Math.max(...values));
    return html`<dl>
      ${this.classes.map((name, i) => {
        const word = i === this.label ? html`${name} <span title="its class">✓</span>` : name;
        return html`<dt class=${i === top ? 'top' : ''}>${word}</dt>
          ${svg`<svg viewBox="0 0 64 8" aria-hidden="true"><rect width=${64 * values[i]} height="8"></rect></svg>`}
          <dd class=${i === top ? 'top' : ''}>${formatDecimals(values[i], 4)}</dd>`;
      })}
    </dl>`;
  }
}

customElements.define('class-bars', ClassBars);

declare global {
  interface HTMLElementTagNameMap {
    'class-bars': ClassBars;
  }
}
