import type { RunColumnList } from '@peasy/tracker/api';
import { css, html, type PropertyDeclarations, type PropertyValues } from 'lit';
import { formatCount } from '../format/number.js';
import { type Column, describeColumn, USUAL_COLUMNS } from '../runs/columns.js';
import { keyedColumn } from '../runs/keyed-columns.js';
import { findColumns, offeredColumns } from '../runs/offered-columns.js';
import { RunsPopover } from './runs-popover.js';

/** So many are offered at once; the rest is a matter of another letter, and counted. */
const OFFERED = 80;

/** What kind of column it is, where its title alone does not say. */
const BESIDE: Readonly<Record<string, string>> = {
  params: 'param',
  tags: 'tag',
  environment: 'environment',
};

/**
 * Which columns the table shows: those that every record has; any metric's best, last, lowest or
 * highest value or its curve; any param, tag or word of the environment.
 * @fires choose - CustomEvent with the names of the columns as its detail.
 * @fires open - Event when it is opened, so that keys can be asked for.
 */
export class RunsColumns extends RunsPopover {
  static override styles = [
    ...RunsPopover.styles,
    css`
      li label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    columns: { attribute: false },
    keys: { attribute: false },
    text: { state: true },
  };

  /** Those that are shown, in their order. */
  declare columns: readonly Column[];
  /** Keys of metrics, params, tags and the environment that there are, once they are known. */
  declare keys: RunColumnList | undefined;
  declare private text: string;
  protected override readonly label = 'Columns';

  #offered: readonly Column[] = [];

  constructor() {
    super();
    this.columns = [];
    this.text = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Thousands of keys are put together once, not with every letter.
    if (this.isOpen && (changed.has('columns') || changed.has('keys') || changed.has('isOpen'))) {
      this.#offered = offeredColumns(this.columns, this.keys);
    }
  }

  protected override opened(): void {
    this.text = '';
    this.dispatchEvent(new Event('open'));
  }

  protected override renderPanel() {
    const all = findColumns(this.#offered, this.text);
    return html`<div class="top">
        <input
          type="search"
          aria-label="Find a column"
          placeholder="Find a metric, a param, a tag"
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }}
        />
        <button type="button" @click=${() => this.#choose(USUAL_COLUMNS)}>Usual</button>
      </div>
      <ul>
        ${all.slice(0, OFFERED).map((column) => this.#renderChoice(column))}
      </ul>
      <p class="foot soft" role="status">${this.#countWords(all.length)}</p>`;
  }

  #renderChoice(column: Column) {
    const { title, meaning } = describeColumn(column)!;
    return html`<li>
      <label title=${meaning ?? title}
        ><input
          type="checkbox"
          .checked=${this.columns.includes(column)}
          ?disabled=${column === 'name'}
          @change=${() => this.#switch(column)}
        />${title}<span class="soft">${BESIDE[keyedColumn(column)?.kind ?? ''] ?? ''}</span></label
      >
    </li>`;
  }

  #countWords(found: number): string {
    if (found === 0) return 'No column has these letters.';
    if (found > OFFERED) return `${OFFERED} of ${formatCount(found)} shown: type on`;
    return this.keys ? `${formatCount(found)} columns` : 'Reading metrics and params…';
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

customElements.define('runs-columns', RunsColumns);

declare global {
  interface HTMLElementTagNameMap {
    'runs-columns': RunsColumns;
  }
}
