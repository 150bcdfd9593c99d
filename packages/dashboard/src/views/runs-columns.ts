import type { RunColumnList } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { COLUMNS, type Column, describeColumn, USUAL_COLUMNS } from '../runs/columns.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** So many are offered at once; the rest is a matter of another letter, and counted. */
const OFFERED = 80;

/**
 * Which columns the table shows: those that every record has, any metric's best or last value, any
 * param.
 * @fires choose - CustomEvent with the names of the columns as its detail.
 * @fires open - Event when it is opened, so that keys can be asked for.
 */
export class RunsColumns extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      .panel {
        position: absolute;
        right: 0;
        top: calc(100% + 6px);
        z-index: 4;
        width: min(340px, calc(100vw - 32px));
        padding: 12px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      .top {
        display: flex;
        gap: 8px;
      }
      input[type='search'] {
        flex: 1;
        min-width: 0;
      }
      ul {
        max-height: 320px;
        margin: 10px 0 0;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      li label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .foot {
        padding-top: 8px;
      }
    `,
  ];

  static override properties = {
    columns: { attribute: false },
    keys: { attribute: false },
    isOpen: { state: true },
    text: { state: true },
  };

  /** Those that are shown, in their order. */
  declare columns: readonly Column[];
  /** Keys of metrics and params that there are, once they are known. */
  declare keys: RunColumnList | undefined;
  declare private isOpen: boolean;
  declare private text: string;

  constructor() {
    super();
    this.columns = [];
    this.isOpen = false;
    this.text = '';
  }

  protected override render() {
    return html`<button
        type="button"
        aria-expanded=${this.isOpen}
        @click=${this.#toggle}
        @keydown=${this.#onKey}
      >
        Columns
      </button>
      ${this.isOpen ? this.#renderPanel() : nothing}`;
  }

  #renderPanel() {
    const wanted = this.text.toLowerCase();
    const all = this.#offered().filter(
      (column) =>
        column.toLowerCase().includes(wanted) ||
        (describeColumn(column)?.title.toLowerCase().includes(wanted) ?? false),
    );
    const shown = all.slice(0, OFFERED);
    return html`<div class="panel" role="dialog" aria-label="Columns" @keydown=${this.#onKey}>
      <div class="top">
        <input
          type="search"
          aria-label="Find a column"
          placeholder="Find a metric or a param"
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }}
        />
        <button type="button" @click=${() => this.#choose(USUAL_COLUMNS)}>Usual</button>
      </div>
      <ul>
        ${shown.map((column) => {
          const { title, meaning } = describeColumn(column)!;
          return html`<li>
            <label title=${meaning ?? title}
              ><input
                type="checkbox"
                .checked=${this.columns.includes(column)}
                ?disabled=${column === 'name'}
                @change=${() => this.#switch(column)}
              />${title}<span class="soft">${meaning ? meaningBeside(column) : ''}</span></label
            >
          </li>`;
        })}
      </ul>
      <p class="foot soft" role="status">
        ${
          all.length === 0
            ? 'No column has these letters.'
            : all.length > OFFERED
              ? `${OFFERED} of ${all.length} shown: type on`
              : this.keys
                ? `${all.length} columns`
                : 'Reading metrics and params…'
        }
      </p>
    </div>`;
  }

  /** The shown ones first, then what there is beside them. */
  #offered(): readonly Column[] {
    const { metrics = [], params = [] } = this.keys ?? {};
    return [
      ...new Set([
        ...this.columns,
        ...COLUMNS,
        ...metrics.flatMap((key) => [`best.${key}`, `last.${key}`]),
        ...params.map((key) => `params.${key}`),
      ]),
    ];
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
    this.text = '';
    if (!this.isOpen) return;
    this.dispatchEvent(new Event('open'));
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.isOpen = false;
    this.renderRoot.querySelector('button')?.focus();
  }

  #switch(column: Column): void {
    this.#choose(
      this.columns.includes(column)
        ? this.columns.filter((one) => one !== column)
        : [...this.columns, column],
    );
  }

  #choose(columns: readonly Column[]): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: columns }));
  }
}

/** What kind of column it is, where its title alone does not say. */
function meaningBeside(column: Column): string {
  return column.startsWith('params.') ? 'param' : '';
}

customElements.define('runs-columns', RunsColumns);

declare global {
  interface HTMLElementTagNameMap {
    'runs-columns': RunsColumns;
  }
}
