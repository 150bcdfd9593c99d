import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { KEY_GROUPS, type KeyBinding } from './key-bindings.js';

/** What can be done with keys, view by view, on a sheet over the page. */
export class KeysSheet extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(820px, calc(100vw - 24px));
        max-height: min(84vh, 760px);
        margin: 8vh auto auto;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      .head {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 10px 12px 10px 20px;
        border-bottom: 1px solid var(--hairline);
        background: var(--raised);
      }
      .groups {
        columns: 2 320px;
        column-gap: 40px;
        padding: 4px 20px 20px;
      }
      section {
        break-inside: avoid;
        padding-top: 16px;
      }
      h3 {
        margin-bottom: 4px;
      }
      dl > div {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 16px;
        padding: 4px 0;
        border-bottom: 1px solid var(--hairline);
      }
      dt {
        flex: none;
        order: 2;
      }
      dd {
        color: var(--ink-soft);
      }
      kbd {
        display: inline-block;
        min-width: 22px;
        padding: 1px 5px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 0.75rem;
        text-align: center;
        white-space: nowrap;
      }
    `,
  ];

  /** Opens the sheet. */
  show(): void {
    if (!this.#dialog?.open) this.#dialog?.showModal();
  }

  protected override render() {
    return html`<dialog aria-labelledby="keys" @click=${this.#closeOutside}>
      <div class="head">
        <h2 id="keys">Keys</h2>
        <button type="button" class="bare" @click=${() => this.#dialog?.close()}>Close</button>
      </div>
      <div class="groups" tabindex="0" role="group" aria-labelledby="keys">
        ${KEY_GROUPS.map(
          ({ title, bindings }) =>
            html`<section>
              <h3>${title}</h3>
              <dl>${bindings.map(renderBinding)}</dl>
            </section>`,
        )}
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** A click on what is behind lands on the dialog itself, not on anything in it. */
  #closeOutside(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#dialog?.close();
  }
}

function renderBinding({ keys, does }: KeyBinding) {
  return html`<div>
    <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${does}</dd>
  </div>`;
}

customElements.define('keys-sheet', KeysSheet);

declare global {
  interface HTMLElementTagNameMap {
    'keys-sheet': KeysSheet;
  }
}
