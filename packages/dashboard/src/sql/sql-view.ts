import type { QueryAnswer, SchemaDescription, SchemaTable } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { saveFile } from '../elements/save-file.js';
import { countOf } from '../format/number.js';
import { navigation } from '../page.js';
import type { RunLook } from '../runs/look.js';
import type { ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { type ErrorPlace, errorPlace } from './error-place.js';
import { askSql, fetchSchema, toCsv } from './query-client.js';
import { numberColumns, quickChart, usualChart } from './quick-chart.js';
import { EXAMPLES, forgetQuery, readSaved, type SavedQuery, saveQuery } from './saved-queries.js';
import { sqlViewStyles } from './sql-view-styles.js';
import './answer-rows.js';
import './quick-bars.js';
import './quick-plot.js';

/** The record in SQL: an editor with the schema beside it, the answer as a table and as a quick chart. */
export class SqlView extends LitElement {
  static override styles = [base, controls, sqlViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    schema: { state: true },
    answer: { state: true },
    problem: { state: true },
    place: { state: true },
    running: { state: true },
    saved: { state: true },
    axes: { state: true },
  };

  /** What the address asks for: `q`, the query. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  declare private schema: SchemaDescription | undefined;
  declare private answer: QueryAnswer | undefined;
  declare private problem: string | undefined;
  /** Where in the query the problem is, if SQLite told. */
  declare private place: ErrorPlace | undefined;
  declare private running: boolean;
  declare private saved: readonly SavedQuery[];
  declare private axes: { readonly x: number; readonly y: number } | undefined;

  constructor() {
    super();
    this.running = false;
    this.saved = readSaved();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    fetchSchema().then(
      (schema) => {
        this.schema = schema;
      },
      (error: Error) => {
        this.problem = error.message;
      },
    );
  }

  protected override firstUpdated(): void {
    // A pasted address shows what it showed.
    if (this.route.query.q) void this.#run();
  }

  protected override render() {
    return html`<h1>SQL</h1>
      <p class="soft">The record, in SQLite's SQL. It can only be read here.</p>
      <div class="desk">
        <div>
          <textarea
            aria-label="Query"
            spellcheck="false"
            autocapitalize="off"
            .value=${this.route.query.q ?? EXAMPLES[0].sql}
            @keydown=${this.#key}
          ></textarea>
          <div class="bar">
            <button type="button" class="button solid" ?disabled=${this.running} @click=${this.#run}>
              Run
            </button>
            <span class="soft">Ctrl-Enter</span>
            <select aria-label="Queries" @change=${this.#take}>
              <option>Queries…</option>
              <optgroup label="Examples">
                ${EXAMPLES.map(({ name }) => html`<option>${name}</option>`)}
              </optgroup>
              <optgroup label="Saved here">
                ${this.saved.map(({ name }) => html`<option>${name}</option>`)}
              </optgroup>
            </select>
            <input type="text" aria-label="Name to save the query by" placeholder="Name" />
            <button type="button" @click=${this.#save}>Save</button>
            ${
              this.saved.length > 0
                ? html`<button type="button" @click=${this.#forget}>Forget</button>`
                : nothing
            }
          </div>
          ${this.problem ? this.#renderProblem(this.problem) : nothing}
        </div>
        ${this.answer ? this.#renderAnswer(this.answer) : nothing}
        <section class="schema" aria-label="Schema" tabindex="0">
          ${
            this.schema
              ? html`<h2>Views</h2>
                  ${this.schema.views.map((table) => this.#renderTable(table))}
                  <h2>Tables</h2>
                  ${this.schema.tables.map((table) => this.#renderTable(table))}`
              : html`<p class="soft">Reading the schema…</p>`
          }
        </section>
      </div>`;
  }

  #renderProblem(words: string) {
    const { place } = this;
    return html`<div class="problem">
      <p role="alert">
        ${words}${place ? ` Line ${place.line}, column ${place.column}.` : nothing}
      </p>
      ${place ? html`<button type="button" @click=${() => this.#show(place)}>Show it</button>` : nothing}
    </div>`;
  }

  #renderTable({ name, about, columns }: SchemaTable) {
    return html`<details>
      <summary class="mono">${name}</summary>
      ${about ? html`<p class="soft">${about}</p>` : nothing}
      <ul>
        ${columns.map(
          (column) => html`<li>
            <button type="button" title="Put it into the query" @click=${() => this.#insert(column.name)}>
              ${column.name}
            </button>
            <span class="soft">${column.about || column.type}</span>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  #renderAnswer(answer: QueryAnswer) {
    const { rows, truncated, milliseconds } = answer;
    const numbers = numberColumns(answer);
    return html`<section class="answer" aria-label="Answer">
      <div class="bar">
        <p role="status">
          ${countOf(rows.length, 'row')}${truncated ? ' and more: narrow the query, or use peasy query' : ''},
          ${Math.round(milliseconds)} ms
        </p>
        <button type="button" @click=${() => download(answer)}>CSV</button>
      </div>
      <answer-rows .answer=${answer} .numbers=${numbers}></answer-rows>
      ${this.#renderChart(answer, numbers)}
    </section>`;
  }

  #renderChart(answer: QueryAnswer, numbers: readonly number[]) {
    const axes = this.axes ?? usualChart(answer);
    if (!axes || answer.rows.length < 2) return nothing;
    const choose = (label: string, places: readonly number[], taken: number, set: 'x' | 'y') =>
      html`<label
        >${label}
        <select
          @change=${(event: Event) => {
            this.axes = { ...axes, [set]: Number((event.target as HTMLSelectElement).value) };
          }}
        >
          ${places.map((i) => html`<option value=${i} ?selected=${i === taken}>${answer.columns[i]}</option>`)}
        </select>
      </label>`;
    const chart = quickChart(answer, axes.x, axes.y);
    return html`<div class="chart">
      <div class="bar">
        ${choose('y', numbers, axes.y, 'y')}
        ${choose(
          'x',
          answer.columns.map((_, i) => i),
          axes.x,
          'x',
        )}
      </div>
      ${chart.kind === 'bars' ? html`<quick-bars .chart=${chart}></quick-bars>` : html`<quick-plot .chart=${chart}></quick-plot>`}
    </div>`;
  }

  get #editor(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea')!;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.#run();
  }

  async #run(): Promise<void> {
    const sql = this.#editor.value;
    this.running = true;
    navigation.go({ ...this.route, query: { q: sql } }, { replace: true });
    try {
      this.answer = await askSql(sql);
      this.problem = undefined;
      this.axes = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.place = errorPlace(sql, this.problem);
    }
    this.running = false;
  }

  #show({ start, end }: ErrorPlace): void {
    this.#editor.focus();
    this.#editor.setSelectionRange(start, end);
  }

  #insert(name: string): void {
    const editor = this.#editor;
    editor.setRangeText(name, editor.selectionStart, editor.selectionEnd, 'end');
    editor.focus();
  }

  #take(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    const query = [...this.saved, ...EXAMPLES].find(({ name }) => name === chosen);
    if (!query) return;
    this.#editor.value = query.sql;
    this.#name.value = this.saved.includes(query) ? query.name : '';
    void this.#run();
  }

  get #name(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  #save(): void {
    const name = this.#name.value.trim();
    if (name) this.saved = saveQuery({ name, sql: this.#editor.value });
    else this.#name.focus();
  }

  #forget(): void {
    this.saved = forgetQuery(this.#name.value.trim());
    this.#name.value = '';
  }
}

function download(answer: QueryAnswer): void {
  saveFile('peasy-query.csv', new Blob([toCsv(answer)], { type: 'text/csv' }));
}

customElements.define('sql-view', SqlView);

declare global {
  interface HTMLElementTagNameMap {
    'sql-view': SqlView;
  }
}
