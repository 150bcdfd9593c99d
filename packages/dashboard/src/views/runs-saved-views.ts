import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { forgetView, readViews, type SavedView, saveView } from '../runs/saved-views.js';
import { MOUNT } from '../state/mount.js';
import { RunsPopover } from './runs-popover.js';
import '../elements/copy-button.js';

/** Ways to look at the table by a name: columns, filter, order, groups. Kept in this browser; the address shares one. */
export class RunsSavedViews extends RunsPopover {
  static override styles = [
    ...RunsPopover.styles,
    css`
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      li a {
        flex: 1;
        min-width: 0;
        padding: 5px 0;
        overflow-wrap: anywhere;
      }
      li a[aria-current='true'] {
        font-weight: 620;
      }
      .share {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    address: {},
    saved: { state: true },
    problem: { state: true },
  };

  /** What the table shows now, as an address without the selected runs and what the page lies under. */
  declare address: string;
  declare private saved: readonly SavedView[];
  declare private problem: string;
  protected override readonly label = 'Views';

  constructor() {
    super();
    this.address = '';
    this.saved = [];
    this.problem = '';
  }

  protected override opened(): void {
    this.saved = readViews(localStorage);
    this.problem = '';
  }

  protected override renderPanel() {
    return html`<form class="top" @submit=${this.#save}>
        <input
          type="search"
          name="name"
          aria-label="Name of this view"
          placeholder="Name of this view"
          autocomplete="off"
        />
        <button type="submit">Save view</button>
      </form>
      ${
        this.saved.length > 0
          ? html`<ul>
              ${this.saved.map((view) => this.#renderView(view))}
            </ul>`
          : html`<p class="foot soft">Columns, filter, order and groups, kept by a name in this browser.</p>`
      }
      <p class="foot share">
        <span class="soft" role="status">${this.problem || 'A link shows the same to others.'}</span>
        <copy-button>Copy link</copy-button>
      </p>`;
  }

  #renderView({ name, address }: SavedView) {
    return html`<li>
      <a
        href=${MOUNT + address}
        aria-current=${address === this.address ? 'true' : nothing}
        @click=${() => this.close()}
        >${name}</a
      >
      <button
        type="button"
        class="bare"
        aria-label="Forget view ${name}"
        @click=${() => {
          this.saved = forgetView(localStorage, name);
        }}
      >
        ×
      </button>
    </li>`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector('input')!;
    const name = field.value.trim();
    if (name === '') {
      this.problem = 'Expected a name.';
      return;
    }
    try {
      this.saved = saveView(localStorage, { name, address: this.address });
      this.problem = `Saved as ${name}.`;
      field.value = '';
    } catch {
      this.problem = 'This browser keeps nothing: copy the link.';
    }
  }
}

customElements.define('runs-saved-views', RunsSavedViews);

declare global {
  interface HTMLElementTagNameMap {
    'runs-saved-views': RunsSavedViews;
  }
}
