import { css, html, LitElement } from 'lit';
import type { Connection } from '../state/runs-store.js';
import { base } from '../styles/base.js';

const WORDS: Readonly<Record<Connection, string>> = {
  connecting: 'connecting',
  live: 'live',
  lost: 'offline',
};

/** Whether the page hears the server: a filled dot and "live", or an empty one and a word. */
export class LiveDot extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-soft);
        white-space: nowrap;
      }
      .dot {
        width: 8px;
        height: 8px;
        border: 1.5px solid currentColor;
        border-radius: 50%;
      }
      .live {
        background: currentColor;
      }
    `,
  ];

  static override properties = { connection: {} };

  /** How the server is heard. */
  declare connection: Connection;

  protected override render() {
    return html`<span class="dot ${this.connection}" aria-hidden="true"></span>
      <span role="status"
        ><span class="out-of-sight">Connection: </span>${WORDS[this.connection]}</span
      >`;
  }
}

customElements.define('live-dot', LiveDot);

declare global {
  interface HTMLElementTagNameMap {
    'live-dot': LiveDot;
  }
}
