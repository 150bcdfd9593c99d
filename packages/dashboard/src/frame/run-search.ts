import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { parseAddress } from '../state/route.js';
import { type SearchResult, searchResults } from '../state/search-results.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { runSearchStyles } from './run-search-styles.js';
import { selectedIds } from './select-runs.js';
import '../elements/run-mark.js';
import '../elements/run-status.js';

/** So many results are shown; the rest is a matter of another letter, and counted. */
const SHOWN = 50;

/** Jumps to a run or a view by a few letters: a combobox in a dialog. */
export class RunSearch extends LitElement {
  static override styles = [base, controls, runSearchStyles];

  static override properties = {
    looks: { attribute: false },
    text: { state: true },
    place: { state: true },
  };

  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  declare private text: string;
  /** Place of the result that Enter takes. */
  declare private place: number;

  constructor() {
    super();
    this.looks = new Map();
    this.text = '';
    this.place = 0;
    new Observe(this, store);
  }

  /** Opens the search, empty. */
  show(): void {
    this.text = '';
    this.place = 0;
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const results = this.#results();
    const shown = results.slice(0, SHOWN);
    return html`<dialog aria-label="Search" @click=${this.#closeOutside}>
      <div class="box">
        <input
          type="search"
          role="combobox"
          aria-label="Search runs and views"
          aria-expanded="true"
          aria-controls="results"
          aria-autocomplete="list"
          aria-activedescendant=${shown[this.place] ? `result-${this.place}` : nothing}
          placeholder="Run, config, status, view"
          autocomplete="off"
          spellcheck="false"
          .value=${this.text}
          @input=${this.#type}
          @keydown=${this.#onKey}
        />
        <ul id="results" role="listbox" aria-label="Results">
          ${repeat(
            shown,
            ({ address }) => address,
            (result, place) => this.#renderResult(result, place),
          )}
        </ul>
        <p class="foot" role="status">${this.#footWords(results.length)}</p>
      </div>
    </dialog>`;
  }

  #renderResult(result: SearchResult, place: number) {
    const run = store.runs.find(({ id }) => id === result.run);
    return html`<li
      id="result-${place}"
      role="option"
      aria-selected=${place === this.place}
      @mousemove=${() => {
        this.place = place;
      }}
      @click=${() => this.#take(result)}
    >
      ${run ? html`<run-mark .look=${this.looks.get(run.id)}></run-mark>` : html`<i></i>`}
      <span class="label">${result.label}</span>
      ${
        run
          ? html`<run-status .status=${run.status}></run-status>`
          : html`<span class="soft">view</span>`
      }
    </li>`;
  }

  #footWords(count: number): string {
    if (count === 0) return 'Nothing has all of these words.';
    return count > SHOWN ? `${SHOWN} of ${count} shown: type on` : '↑ ↓ to move, Enter to open';
  }

  #results(): readonly SearchResult[] {
    return searchResults(this.text, store.runs, selectedIds());
  }

  #type(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    this.place = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const results = this.#results().slice(0, SHOWN);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && results.length > 0) {
      event.preventDefault();
      this.place = (this.place + step + results.length) % results.length;
      void this.updateComplete.then(() =>
        this.renderRoot
          .querySelector('[aria-selected="true"]')
          ?.scrollIntoView({ block: 'nearest' }),
      );
    }
    const taken = results[this.place];
    if (event.key === 'Enter' && taken) {
      event.preventDefault();
      this.#take(taken);
    }
  }

  #take({ address }: SearchResult): void {
    this.#dialog?.close();
    navigation.go(parseAddress(address));
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#dialog?.close();
  }
}

customElements.define('run-search', RunSearch);

declare global {
  interface HTMLElementTagNameMap {
    'run-search': RunSearch;
  }
}
