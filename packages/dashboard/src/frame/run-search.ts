import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { fetchRuns } from '../api/client.js';
import { navigation, store } from '../page.js';
import { lookAt, type RunLook } from '../runs/look.js';
import { mergeRuns } from '../runs/merge.js';
import { Observe } from '../state/observe.js';
import { parseAddress } from '../state/route.js';
import { type CommandName, type SearchResult, searchResults } from '../state/search-results.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { PAGE_COMMANDS } from './page-commands.js';
import { runSearchStyles } from './run-search-styles.js';
import { selectedIds } from './select-runs.js';
import '../elements/run-mark.js';
import '../elements/run-status.js';

/** So many results are shown; the rest is a matter of another letter, and counted. */
const SHOWN = 50;
/** Milliseconds after the last letter before the server is asked for runs that the page does not know. */
const TYPING_MS = 120;

/**
 * Jumps to a run or a view by a few letters, or does something: a combobox in a dialog.
 * @fires keys - When the keys are asked for.
 */
export class RunSearch extends LitElement {
  static override styles = [base, controls, runSearchStyles];

  static override properties = {
    looks: { attribute: false },
    text: { state: true },
    place: { state: true },
    found: { state: true },
  };

  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  declare private text: string;
  /** Place of the result that Enter takes. */
  declare private place: number;
  /** What the server found by the text, beside what the page knows. */
  declare private found: readonly RunRow[];

  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.looks = new Map();
    this.text = '';
    this.place = 0;
    this.found = [];
    new Observe(this, store);
  }

  /** Opens the search, empty. */
  show(): void {
    this.text = '';
    this.place = 0;
    this.found = [];
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
          aria-label="Search runs, views and commands"
          aria-expanded="true"
          aria-controls="results"
          aria-autocomplete="list"
          aria-activedescendant=${shown[this.place] ? `result-${this.place}` : nothing}
          placeholder="Run, config, status, view, command"
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
    const run = this.#runs().find(({ id }) => id === result.run);
    return html`<li
      id="result-${place}"
      role="option"
      aria-selected=${place === this.place}
      @mousemove=${() => {
        this.place = place;
      }}
      @click=${() => this.#take(result)}
    >
      ${run ? html`<run-mark .look=${this.looks.get(run.id) ?? lookAt(Math.max(0, run.place - 1))}></run-mark>` : html`<i></i>`}
      <span class="label">${result.label}</span>
      ${
        run
          ? html`<run-status .status=${run.status}></run-status>`
          : html`<span class="soft">${result.kind}</span>`
      }
    </li>`;
  }

  #footWords(count: number): string {
    if (count === 0) return 'Nothing has all of these words.';
    return count > SHOWN ? `${SHOWN} of ${count} shown: type on` : '↑ ↓ to move, Enter to take it';
  }

  #results(): readonly SearchResult[] {
    return searchResults(this.text, this.#runs(), selectedIds());
  }

  #type(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    this.place = 0;
    clearTimeout(this.#typing);
    if (store.total > store.runs.length) {
      this.#typing = setTimeout(() => void this.#ask(this.text), TYPING_MS);
    }
  }

  async #ask(text: string): Promise<void> {
    if (text.trim() === '') return;
    try {
      const { runs } = await fetchRuns(new URLSearchParams({ search: text }).toString(), SHOWN);
      if (text === this.text) this.found = runs;
    } catch {
      // What the page knows is found all the same, and a lost server is said elsewhere.
    }
  }

  #runs(): readonly RunRow[] {
    return this.found.length > 0 ? mergeRuns(store.runs, this.found) : store.runs;
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

  #take({ kind, address }: SearchResult): void {
    this.#dialog?.close();
    if (kind !== 'command') {
      navigation.go(parseAddress(address));
      return;
    }
    const name = address as CommandName;
    if (name === 'keys') this.dispatchEvent(new Event('keys'));
    else PAGE_COMMANDS[name]();
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
