import { css, html, LitElement, nothing } from 'lit';
import type { Connection } from '../state/runs-store.js';
import { base } from '../styles/base.js';
import '../elements/plain-notice.js';

/** Says, while the server is gone, that what is shown is old and that it is tried again. */
export class ConnectionBanner extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      plain-notice {
        border-radius: 0;
        padding-inline: 20px;
      }
    `,
  ];

  static override properties = { connection: {} };

  /** How the server is heard. */
  declare connection: Connection;

  protected override render() {
    return html`<div role="status">
      ${
        this.connection === 'lost'
          ? html`<plain-notice
              >The server does not answer. What you see is from before; the page comes back by itself.
              Start it with <code class="mono">peasy serve</code> if it was stopped.</plain-notice
            >`
          : nothing
      }
    </div>`;
  }
}

customElements.define('connection-banner', ConnectionBanner);

declare global {
  interface HTMLElementTagNameMap {
    'connection-banner': ConnectionBanner;
  }
}
