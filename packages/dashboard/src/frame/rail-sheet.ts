import { css, html, LitElement } from 'lit';
import { navigation } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import './run-rail.js';

/** The list of runs as a sheet from below, for pages too narrow to have it by the side. */
export class RailSheet extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: 100%;
        max-width: none;
        height: min(80vh, 640px);
        margin: auto 0 0;
        padding: 0;
        border: 0;
        border-top: 1px solid var(--edge);
        background: var(--raised);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .sheet {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      run-rail {
        flex: 1;
        min-height: 0;
      }
      .foot {
        padding: 8px 16px;
        border-top: 1px solid var(--hairline);
      }
      .foot button {
        width: 100%;
      }
    `,
  ];

  static override properties = { looks: { attribute: false } };

  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;

  constructor() {
    super();
    this.looks = new Map();
    // Whoever opened a view from the sheet wants to see it.
    let shown = navigation.route.view;
    let run = navigation.route.view === 'run' ? navigation.route.run : '';
    navigation.subscribe(() => {
      const { route } = navigation;
      const now = route.view === 'run' ? route.run : '';
      if (route.view !== shown || now !== run) this.close();
      [shown, run] = [route.view, now];
    });
  }

  /** Opens the sheet. */
  show(): void {
    this.#dialog?.showModal();
  }

  close(): void {
    this.#dialog?.close();
  }

  protected override render() {
    return html`<dialog aria-label="Runs" @click=${this.#closeOutside}>
      <div class="sheet">
        <run-rail .looks=${this.looks}></run-rail>
        <div class="foot"><button type="button" @click=${this.close}>Done</button></div>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** A click on what is behind lands on the dialog itself, not on anything in it. */
  #closeOutside(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.close();
  }
}

customElements.define('rail-sheet', RailSheet);

declare global {
  interface HTMLElementTagNameMap {
    'rail-sheet': RailSheet;
  }
}
