import { css, html, LitElement, nothing } from 'lit';
import { forEachRun, restoreRun, tagRun, trashRun } from '../api/run-edits.js';
import { countOf } from '../format/number.js';
import { compareRoute, formatAddress } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/**
 * What can be done to the selected runs together: compare, tag, trash, and undo of that.
 * @fires clear - Event when nothing is to be selected any more.
 */
export class RunsBulk extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      [role='status']:empty {
        display: none;
      }
      form {
        display: flex;
        gap: 6px;
      }
      input[type='search'] {
        width: 160px;
      }
    `,
  ];

  static override properties = {
    selected: { attribute: false },
    isTagging: { state: true },
    said: { state: true },
    trashed: { state: true },
  };

  /** Ids of the selected runs. */
  declare selected: readonly string[];
  declare private isTagging: boolean;
  /** What was done, or why not. */
  declare private said: string;
  /** What an undo takes out of the trash again. */
  declare private trashed: readonly string[];

  constructor() {
    super();
    this.selected = [];
    this.isTagging = false;
    this.said = '';
    this.trashed = [];
  }

  protected override render() {
    const { selected } = this;
    return html`<span role="status">${this.said}</span>
      ${
        this.trashed.length > 0
          ? html`<button type="button" @click=${this.#undo}>Undo</button>`
          : nothing
      }
      ${selected.length > 0 ? this.#renderActions(selected) : nothing}
      ${selected.length === 0 && !this.said ? html`<span class="soft">Tick two runs to compare them</span>` : nothing}`;
  }

  #renderActions(selected: readonly string[]) {
    return html`${
      selected.length > 1
        ? html`<a class="button solid" href=${formatAddress(compareRoute(selected))}
            >Compare ${selected.length} runs</a
          >`
        : html`<span class="soft">1 selected</span>`
    }
      ${
        this.isTagging
          ? html`<form @submit=${this.#tag}>
              <input
                type="search"
                name="tag"
                aria-label="Tag"
                placeholder="key=value"
                autocomplete="off"
              />
              <button type="submit">Set</button>
            </form>`
          : html`<button type="button" @click=${this.#startTag}>Tag</button>`
      }
      <button type="button" @click=${this.#trash}>Trash</button>
      <button type="button" class="bare" @click=${this.#clear}>Clear</button>`;
  }

  #startTag(): void {
    this.isTagging = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  async #tag(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    const [key, ...value] = text.split('=');
    if (!key) {
      this.said = 'Expected key=value, such as keep=yes.';
      return;
    }
    const { done, problem } = await forEachRun(this.selected, (id) =>
      tagRun(id, { [key.trim()]: value.join('=').trim() }),
    );
    this.isTagging = false;
    this.trashed = [];
    this.said = problem?.message ?? `${countOf(done.length, 'run')} tagged.`;
  }

  async #trash(): Promise<void> {
    const { done, problem } = await forEachRun(this.selected, trashRun);
    this.trashed = done;
    this.said = problem?.message ?? `${countOf(done.length, 'run')} put into the trash.`;
    if (!problem) this.#clear();
  }

  async #undo(): Promise<void> {
    const { done, problem } = await forEachRun(this.trashed, restoreRun);
    this.trashed = [];
    this.said = problem?.message ?? `${countOf(done.length, 'run')} taken out again.`;
  }

  #clear(): void {
    this.dispatchEvent(new Event('clear'));
  }
}

customElements.define('runs-bulk', RunsBulk);

declare global {
  interface HTMLElementTagNameMap {
    'runs-bulk': RunsBulk;
  }
}
