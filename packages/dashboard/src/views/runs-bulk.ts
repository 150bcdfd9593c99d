import type { RunsChanged } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { editRuns, type RunMarks, restoreRuns, trashRuns } from '../api/run-edits.js';
import { countOf, formatCount } from '../format/number.js';
import { parseTags } from '../runs/tag-text.js';
import { compareRoute, formatAddress } from '../state/route.js';
import { MOST_IN_ADDRESS } from '../state/run-selection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/**
 * What can be done to the selected runs together: compare, tag, note, trash, and undo of that.
 * @fires clear - Event when nothing is to be selected any more.
 * @fires all - Event when all that are found are to be.
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
        width: 200px;
        min-width: 0;
      }
    `,
  ];

  static override properties = {
    selected: { attribute: false },
    found: { attribute: false },
    writing: { state: true },
    said: { state: true },
    trashed: { state: true },
    isBusy: { state: true },
  };

  /** Ids of the selected runs. */
  declare selected: readonly string[];
  /** How many runs the filter finds; undefined while that is not known. */
  declare found: number | undefined;
  declare private writing: 'note' | 'tags' | undefined;
  /** What was done, or why not. */
  declare private said: string;
  /** What an undo takes out of the trash again. */
  declare private trashed: readonly string[];
  declare private isBusy: boolean;

  constructor() {
    super();
    this.selected = [];
    this.said = '';
    this.trashed = [];
    this.isBusy = false;
  }

  /** Puts the selected runs into the trash. */
  async trash(): Promise<void> {
    const changed = await this.#change('put into the trash', trashRuns);
    this.trashed = changed?.changed ?? [];
    if (changed?.refused.length === 0) this.dispatchEvent(new Event('clear'));
  }

  protected override render() {
    const { selected, said } = this;
    return html`<span role="status">${said}</span>
      ${
        this.trashed.length > 0
          ? html`<button type="button" ?disabled=${this.isBusy} @click=${this.#undo}>Undo</button>`
          : nothing
      }
      ${selected.length > 0 ? this.#renderActions(selected) : nothing}
      ${selected.length === 0 && !said ? html`<span class="soft">Tick two runs to compare them</span>` : nothing}`;
  }

  #renderActions(selected: readonly string[]) {
    const { found = 0, isBusy } = this;
    return html`<span class="soft" role="status">${formatCount(selected.length)} selected</span>
      ${
        found > selected.length
          ? html`<button
              type="button"
              class="bare"
              @click=${() => this.dispatchEvent(new Event('all'))}
            >
              Select all ${formatCount(found)}
            </button>`
          : nothing
      }
      ${this.#renderCompare(selected)}
      ${
        this.writing
          ? this.#renderForm(this.writing)
          : html`<button type="button" ?disabled=${isBusy} @click=${() => this.#write('tags')}>
                Tag
              </button>
              <button type="button" ?disabled=${isBusy} @click=${() => this.#write('note')}>
                Note
              </button>`
      }
      <button type="button" ?disabled=${isBusy} @click=${this.trash}>Trash</button>
      <button type="button" class="bare" @click=${this.#clear}>Clear</button>`;
  }

  #renderCompare(selected: readonly string[]) {
    if (selected.length < 2) return nothing;
    const isCut = selected.length > MOST_IN_ADDRESS;
    const words = isCut
      ? `Compare the first ${MOST_IN_ADDRESS}`
      : `Compare ${selected.length} runs`;
    const compared = formatAddress(compareRoute(selected.slice(0, MOST_IN_ADDRESS)));
    return html`<a class="button solid" href=${compared}>${words}</a>${
      isCut ? html`<span class="soft">Compare takes ${MOST_IN_ADDRESS} at most</span>` : nothing
    }`;
  }

  #renderForm(what: 'note' | 'tags') {
    const [label, placeholder] = what === 'tags' ? ['Tag', 'key=value'] : ['Note', 'Note of each'];
    return html`<form @submit=${this.#keep} @keydown=${this.#onKey}>
      <input type="search" aria-label=${label} placeholder=${placeholder} autocomplete="off" />
      <button type="submit" ?disabled=${this.isBusy}>Set</button>
    </form>`;
  }

  #write(what: 'note' | 'tags'): void {
    this.writing = what;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.writing = undefined;
  }

  async #keep(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.renderRoot.querySelector('input')?.value ?? '';
    const what = this.writing;
    let marks: RunMarks;
    try {
      marks = what === 'note' ? { note: text } : { tags: parseTags(text) };
    } catch (error) {
      this.said = (error as Error).message;
      return;
    }
    if (marks.tags && Object.keys(marks.tags).length === 0) {
      this.said = 'Expected key=value, such as keep=yes.';
      return;
    }
    this.trashed = [];
    const done = what === 'note' ? 'noted' : 'tagged';
    if (await this.#change(done, (ids) => editRuns(ids, marks))) this.writing = undefined;
  }

  async #undo(): Promise<void> {
    const { trashed } = this;
    if (await this.#change('taken out again', restoreRuns, trashed)) this.trashed = [];
  }

  /** Changes runs, and says of how many, and why not of all; undefined: of none, since the request failed. */
  async #change(
    done: string,
    change: (ids: readonly string[]) => Promise<RunsChanged>,
    ids = this.selected,
  ): Promise<RunsChanged | undefined> {
    if (ids.length === 0 || this.isBusy) return undefined;
    this.isBusy = true;
    this.said = ids.length > 500 ? `${countOf(ids.length, 'run')}, one moment…` : '';
    try {
      const changed = await change(ids);
      const [first] = changed.refused;
      const rest = first ? ` ${countOf(changed.refused.length, 'run')} not: ${first.message}` : '';
      this.said = `${countOf(changed.changed.length, 'run')} ${done}.${rest}`;
      return changed;
    } catch (error) {
      this.said = (error as Error).message;
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  #clear(): void {
    this.said = '';
    this.dispatchEvent(new Event('clear'));
  }
}

customElements.define('runs-bulk', RunsBulk);

declare global {
  interface HTMLElementTagNameMap {
    'runs-bulk': RunsBulk;
  }
}
