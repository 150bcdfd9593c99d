import type { QueryAnswer, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatCount, formatDecimals } from '../format/number.js';
import { testAccuracy } from '../runs/accuracy.js';
import type { RunLook } from '../runs/look.js';
import { askSql, cellNumber, cellText } from '../sql/query-client.js';
import { compareRoute, formatAddress, runRoute, runsRoute, toolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { isHonest } from './post-runs.js';
import '../compare/compare-tests.js';
import '../elements/plain-notice.js';
import '../elements/run-mark.js';

/** What the record answers of networks of these sizes, on photos that they never saw. */
const SQL = `SELECT a.run, parameters, n, round(low, 3) AS low, round(high, 3) AS high,
  round(a.accuracy, 3) AS accuracy
FROM accuracies a JOIN runs_overview r ON r.id = a.run_id
WHERE part = 'test' AND also_trained = 0 AND parameters IN (69130, 2656130)
ORDER BY a.accuracy DESC
LIMIT 8`;

/** The runs of the post's networks that are here: their numbers, held to each other, and asked for in SQL. */
export class RunsFigure extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      table {
        max-width: 760px;
      }
      tbody th {
        white-space: nowrap;
      }
      .part {
        margin-top: 16px;
      }
      pre {
        font: 0.75rem / 1.5 var(--mono);
        overflow-x: auto;
        margin: 8px 0;
        padding: 8px 12px;
        border: 1px solid var(--hairline);
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 18px;
        margin-top: 8px;
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    pair: { attribute: false },
    looks: { attribute: false },
    isCompared: { state: true },
    answer: { state: true },
    problem: { state: true },
  };

  /** With a test accuracy, honest ones first. */
  declare runs: readonly RunRow[];
  /** One of each network. */
  declare pair: readonly RunRow[];
  declare looks: ReadonlyMap<string, RunLook>;
  declare private isCompared: boolean;
  declare private answer: QueryAnswer | undefined;
  declare private problem: string | undefined;

  constructor() {
    super();
    this.isCompared = false;
  }

  protected override render() {
    const ids = this.pair.map(({ id }) => id);
    return html`${this.#renderRuns()}
      <p class="links">
        <a href=${formatAddress(runsRoute(ids))}>All runs</a>
        <a href=${formatAddress(compareRoute(ids))}>Their curves, and all that differs</a>
      </p>
      ${this.#renderCompared()}
      <div class="part">
        <h3>Asked in SQL</h3>
        <pre tabindex="0" aria-label="Query">${SQL}</pre>
        <button type="button" @click=${this.#ask}>Run the query</button>
        <p class="links">
          <a href=${formatAddress({ ...toolRoute('sql'), query: { q: SQL } })}>Change it in SQL</a>
        </p>
        ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}
        ${this.answer ? renderAnswer(this.answer) : nothing}
      </div>`;
  }

  #renderRuns() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Runs that are here">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" class="number">Epochs</th>
            <th scope="col" class="number">Test accuracy, 95 % interval</th>
            <th scope="col" class="number">Photos</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          ${this.runs.map((run) => {
            const { value, low, high, n } = testAccuracy(run)!;
            return html`<tr>
              <th scope="row">
                <run-mark .look=${this.looks.get(run.id)}></run-mark>
                <a href=${formatAddress(runRoute(run.id))}>${run.name}</a>
              </th>
              <td class="number">${run.epochs}</td>
              <td class="number">
                ${formatDecimals(value, 3)}, ${formatDecimals(low, 3)} to ${formatDecimals(high, 3)}
              </td>
              <td class="number">${formatCount(n)}</td>
              <td>
                ${
                  isHonest(run)
                    ? 'photos it has not seen'
                    : html`<plain-notice inline>its test photos were trained on</plain-notice>`
                }
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #renderCompared() {
    if (this.pair.length < 2) return nothing;
    const [one, other] = this.pair;
    return this.isCompared
      ? html`<div class="part">
          <compare-tests .runs=${this.pair} .looks=${this.looks} .details=${undefined}></compare-tests>
        </div>`
      : html`<div class="part">
          <button
            type="button"
            @click=${() => {
              this.isCompared = true;
            }}
          >
            Hold ${one.name} to ${other.name} on the same test photos
          </button>
          <span class="soft">computed in this page, in some seconds</span>
        </div>`;
  }

  async #ask(): Promise<void> {
    try {
      this.answer = await askSql(SQL);
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}

function renderAnswer({ columns, rows }: QueryAnswer) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Answer">
    <table>
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${row.map(
              (cell) =>
                html`<td class=${Number.isNaN(cellNumber(cell)) ? '' : 'number'}>${cellText(cell) ?? ''}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

customElements.define('runs-figure', RunsFigure);

declare global {
  interface HTMLElementTagNameMap {
    'runs-figure': RunsFigure;
  }
}
