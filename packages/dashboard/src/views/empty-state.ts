import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/copy-button.js';

const FIRST_COMMAND = 'npx peasy train --config cnn';

/** What there is before the first run: what to type, and what will happen. */
export class EmptyState extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 620px;
        padding-top: 6vh;
      }
      .frames {
        display: grid;
        grid-template-columns: repeat(8, 1fr);
        gap: 6px;
        max-width: 332px;
        margin-bottom: 28px;
      }
      .frames i {
        aspect-ratio: 1;
        border: 1px solid var(--hairline);
        background: var(--raised);
      }
      .frames i:nth-child(11) {
        border: 2px solid var(--ink);
      }
      p {
        margin-top: 10px;
        max-width: 56ch;
      }
      .command {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-top: 18px;
      }
      code {
        padding: 7px 12px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    return html`<div class="frames" aria-hidden="true">
        ${Array.from({ length: 16 }, () => html`<i></i>`)}
      </div>
      <h1>No run yet</h1>
      <p>Type this in the workspace. The run appears here as soon as it starts, and moves with every epoch.</p>
      <div class="command">
        <code class="mono">${FIRST_COMMAND}</code>
        <copy-button .text=${FIRST_COMMAND}>Copy</copy-button>
      </div>
      <p class="soft">
        Without photos of your own it trains on drawn ones, and says so. Then try
        <span class="mono">--config dense</span>, and compare the two.
      </p>`;
  }
}

customElements.define('empty-state', EmptyState);

declare global {
  interface HTMLElementTagNameMap {
    'empty-state': EmptyState;
  }
}
