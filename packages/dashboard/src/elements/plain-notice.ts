import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';

/**
 * A warning in words, with a mark beside it.
 * @slot - The words.
 */
export class PlainNotice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 8px;
        padding: 7px 12px;
        background: var(--warning-surface);
        color: var(--warning);
        border-radius: var(--radius);
        font-weight: 500;
      }
      :host([inline]) {
        display: inline-flex;
        padding: 0;
        gap: 5px;
        background: none;
      }
      svg {
        width: 14px;
        height: 14px;
        flex: none;
        margin-top: 0.16em;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
    `,
  ];

  static override properties = { inline: { type: Boolean, reflect: true } };

  /** Runs within other text, without a surface of its own. */
  declare inline: boolean;

  constructor() {
    super();
    this.inline = false;
  }

  protected override render() {
    return html`<svg viewBox="0 0 14 14" aria-hidden="true">
        <path d="M7 1.5 13 12.5H1ZM7 5.5V8.5M7 10.4V10.6"></path>
      </svg>
      <span><slot></slot></span>`;
  }
}

customElements.define('plain-notice', PlainNotice);

declare global {
  interface HTMLElementTagNameMap {
    'plain-notice': PlainNotice;
  }
}
