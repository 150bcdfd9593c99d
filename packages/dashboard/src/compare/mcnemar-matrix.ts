import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../format/number.js';
import type { RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { gridColours } from './grid-colours.js';
import { gridSvg } from './grid-svg.js';
import { formatChance } from './measured-verdict.js';
import { allPairs, type Pair } from './pairs.js';
import type { SharedTest } from './shared-test.js';
import '../elements/run-mark.js';
import './save-as.js';

/** Below it a difference is not put down to chance. */
const LEVEL = 0.05;
/** With more runs a cell has a sign only. */
const MOST_WITH_WORDS = 10;

/** Every run beside every other: McNemar's test on the photos that they share. */
export class McnemarMatrix extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      :host {
        display: block;
      }
      .scroll {
        max-height: 560px;
        overflow: auto;
        width: fit-content;
        max-width: 100%;
      }
      table {
        width: auto;
      }
      th,
      td {
        padding: 4px 8px;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--surface);
        text-align: center;
      }
      tbody th {
        position: sticky;
        left: 0;
        z-index: 1;
        max-width: 220px;
        padding-left: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        background: var(--surface);
      }
      thead th:first-child {
        left: 0;
        z-index: 2;
      }
      td {
        text-align: center;
        border-left: 1px solid var(--hairline);
      }
      td:last-child,
      th:last-child {
        padding-right: 8px;
      }
      td.sure {
        background: var(--shade);
        font-weight: 600;
      }
      p {
        max-width: 72ch;
        margin-bottom: 8px;
      }
    `,
  ];

  static override properties = {
    shared: { attribute: false },
    names: { attribute: false },
    looks: { attribute: false },
  };

  declare shared: SharedTest;
  /** Of the runs, in the order of the evaluations. */
  declare names: readonly string[];
  declare looks: ReadonlyMap<string, RunLook>;

  #of: SharedTest | undefined;
  #pairs: ReturnType<typeof allPairs> = [];

  protected override willUpdate(): void {
    if (this.#of === this.shared) return;
    this.#of = this.shared;
    this.#pairs = allPairs(this.shared);
  }

  protected override render() {
    const { names } = this;
    const hasWords = names.length <= MOST_WITH_WORDS;
    return html`<p class="soft">
        + where the run of the row names more photos right than the run of the column and chance does not
        explain it, − the other way round: McNemar’s test after Holm’s correction over all pairs.
        <save-as
          name="mcnemar"
          .rows=${() => this.#rows()}
          .drawing=${() => this.#draw(hasWords)}
        ></save-as>
      </p>
      <div class="scroll" tabindex="0" role="group" aria-label="Every run beside every other">
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="out-of-sight">Run</span></th>
              ${names.map((name, i) => html`<th scope="col" title=${name}>${hasWords ? name : this.#mark(i)}<span class="out-of-sight">${hasWords ? nothing : name}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${names.map(
              (name, row) =>
                html`<tr>
                  <th scope="row" title=${name}>${this.#mark(row)} ${name}</th>
                  ${names.map((_, column) => this.#renderCell(row, column, hasWords))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #mark(i: number) {
    return html`<run-mark .look=${this.looks.get(this.shared.evaluations[i].run)}></run-mark>`;
  }

  #renderCell(row: number, column: number, hasWords: boolean) {
    const pair = this.#pairs[row][column];
    if (!pair) return html`<td class="soft">·</td>`;
    const words = `Only ${this.names[row]}: ${formatCount(pair.onlyFirst)}, only ${this.names[column]}: ${formatCount(pair.onlySecond)}, ${formatChance(pair.adjusted)}`;
    const sign = signOf(pair);
    return html`<td class=${sign ? 'sure' : ''} title=${words}>
      ${sign}${
        hasWords
          ? html` <data value=${pair.adjusted}>${formatChance(pair.adjusted)}</data>`
          : html`<span class="out-of-sight">${formatChance(pair.adjusted)}</span>`
      }
    </td>`;
  }

  #rows(): readonly (readonly string[])[] {
    const rows = this.names.flatMap((first, a) =>
      this.names.flatMap((second, b) => {
        const pair = a < b ? this.#pairs[a][b] : undefined;
        if (!pair) return [];
        const { onlyFirst, onlySecond, method, pValue, adjusted } = pair;
        return [[first, second, ...[onlyFirst, onlySecond, method, pValue, adjusted].map(String)]];
      }),
    );
    return [['first', 'second', 'onlyFirst', 'onlySecond', 'method', 'p', 'pHolm'], ...rows];
  }

  #draw(hasWords: boolean): string {
    const { names } = this;
    const cells = this.#pairs.map((row) =>
      names.map((_, column) => {
        const pair = row[column];
        const sign = pair ? signOf(pair) : '';
        const words = pair && hasWords ? [sign || '=', formatChance(pair.adjusted)] : [];
        // Without words the darker cells are those where the row is better.
        return { share: sign === '+' ? 1 : sign === '−' ? 0.35 : 0, lines: words };
      }),
    );
    const title = 'McNemar’s test, Holm: dark where the row is better than the column';
    return gridSvg({ title, rows: names, columns: names, cells }, gridColours(this));
  }
}

/** Which of the two is better; empty where chance explains it. */
function signOf({ adjusted, onlyFirst, onlySecond }: Pair): '+' | '−' | '' {
  if (adjusted >= LEVEL) return '';
  return onlyFirst > onlySecond ? '+' : '−';
}

customElements.define('mcnemar-matrix', McnemarMatrix);

declare global {
  interface HTMLElementTagNameMap {
    'mcnemar-matrix': McnemarMatrix;
  }
}
