import { css, html, LitElement } from 'lit';
import { navigation } from '../page.js';
import { formatAddress, runsRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** What an address leads to that leads to nothing, with the way back. */
export class MissingView extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 60ch;
        padding-top: 6vh;
        overflow-wrap: anywhere;
      }
      p {
        margin: 10px 0 18px;
      }
    `,
  ];

  static override properties = { heading: {}, words: {} };

  /** What is missing. */
  declare heading: string;
  /** What was asked for, and why it may be gone. */
  declare words: string;

  protected override render() {
    return html`<h1>${this.heading}</h1>
      <p>${this.words}</p>
      <a class="button" href=${formatAddress(runsRoute(navigation.route.selected))}>To all runs</a>`;
  }
}

customElements.define('missing-view', MissingView);

declare global {
  interface HTMLElementTagNameMap {
    'missing-view': MissingView;
  }
}
