import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement } from 'lit';
import {
  type DifferenceGroup,
  type DifferenceRow,
  differencesOf,
  onlyDifferences,
} from '../compare/differences.js';
import { store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import '../compare/save-as.js';
import '../elements/run-mark.js';

/** Letters of a cell that are shown without being asked for. */
const LONG = 90;

/**
 * What sets runs apart, a column a run.
 * @fires rows - CustomEvent with whether rows without a difference are asked for as its detail.
 */
export class CompareDifferences extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 20px;
        margin-bottom: 10px;
      }
      .head label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        cursor: pointer;
      }
      table {
        width: auto;
        min-width: min(100%, 640px);
      }
      th[scope='row'] {
        position: sticky;
        left: 0;
        z-index: 1;
        background: var(--surface);
        color: var(--ink-soft);
        padding-right: 24px;
        min-width: 168px;
      }
      thead th {
        max-width: 260px;
        color: var(--ink);
        font-weight: 600;
      }
      thead .mark {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      thead .mark span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      td {
        min-width: 132px;
        max-width: 320px;
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
      }
      details[open] summary {
        color: var(--ink-soft);
      }
      save-as {
        margin-left: auto;
      }
      .group th {
        padding-top: 20px;
        color: var(--ink);
        font-weight: 600;
        text-align: left;
      }
      .differs td {
        font-weight: 550;
      }
      @media (max-width: 760px) {
        th,
        td {
          padding-inline: 8px;
        }
        th[scope='row'] {
          min-width: 104px;
          max-width: 116px;
          padding-right: 10px;
          overflow-wrap: anywhere;
        }
        /* An accuracy with its interval is one word. */
        td {
          min-width: 116px;
          white-space: normal;
        }
        thead th {
          max-width: 128px;
        }
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    everyRow: { attribute: false },
  };

  /** The runs, in the order of the columns. */
  declare runs: readonly RunRow[];
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** Shows rows without a difference too. */
  declare everyRow: boolean;

  constructor() {
    super();
    new Observe(this, store);
  }

  protected override render() {
    const details = new Map<string, RunDetail>();
    for (const run of this.runs) {
      const { value } = store.detail(run);
      if (value) details.set(run.id, value);
    }
    const all = differencesOf(this.runs, details);
    const showsAll = this.everyRow || this.runs.length === 1;
    const groups = showsAll ? all : onlyDifferences(all);
    return html`<div class="head">
        <h2 id="differences">${this.runs.length > 1 ? 'What differs' : 'In numbers'}</h2>
        ${this.runs.length > 1 ? this.#renderSwitch() : ''}
        <save-as name="differences" .rows=${() => rowsOf(this.runs, groups)}></save-as>
      </div>
      ${
        groups.length === 0
          ? html`<p class="soft">Nothing: the same config, the same numbers.</p>`
          : html`<div class="scroll" tabindex="0" role="group" aria-label="Table of what differs">
              <table>
                ${this.#renderHead()}
                ${groups.map((group) => this.#renderGroup(group, showsAll))}
              </table>
            </div>`
      }`;
  }

  #renderSwitch() {
    return html`<label
      ><input
        type="checkbox"
        role="switch"
        .checked=${!this.everyRow}
        @change=${(event: Event) =>
          this.dispatchEvent(
            new CustomEvent('rows', { detail: !(event.target as HTMLInputElement).checked }),
          )}
      />Only what differs</label
    >`;
  }

  #renderHead() {
    return html`<thead>
      <tr>
        <th scope="row"><span class="out-of-sight">What</span></th>
        ${this.runs.map(
          (run) =>
            html`<th scope="col" title=${run.name}>
              <span class="mark"
                ><run-mark .look=${this.looks.get(run.id)}></run-mark><span>${run.name}</span></span
              >
            </th>`,
        )}
      </tr>
    </thead>`;
  }

  #renderGroup({ title, rows }: DifferenceGroup, marksDifferences: boolean) {
    return html`<tbody>
      <tr class="group">
        <th scope="rowgroup" colspan=${this.runs.length + 1}>${title}</th>
      </tr>
      ${rows.map((row) => this.#renderRow(row, marksDifferences && row.differs))}
    </tbody>`;
  }

  #renderRow({ label, cells }: DifferenceRow, isMarked: boolean) {
    return html`<tr class=${isMarked ? 'differs' : ''}>
      <th scope="row">${breakable(label)}</th>
      ${cells.map((cell) => html`<td>${cellOf(cell)}</td>`)}
    </tr>`;
  }
}

/** The table as rows of a file. */
function rowsOf(runs: readonly RunRow[], groups: readonly DifferenceGroup[]) {
  return [
    ['group', 'what', ...runs.map(({ name }) => name)],
    ...groups.flatMap(({ title, rows }) =>
      rows.map(({ label, cells }) => [title, label, ...cells.map((cell) => cell ?? '')]),
    ),
  ];
}

/** A long text begins, and is read to its end where somebody wants to. */
function cellOf(text: string | undefined) {
  if (text === undefined) return html`<span class="soft">–</span>`;
  if (text.length <= LONG) return text;
  return html`<details>
    <summary>${text.slice(0, LONG - 20)}…</summary>
    ${text}
  </details>`;
}

/** A key path that may break after its dots. */
function breakable(label: string) {
  return label.split(/(?<=\.)/).map((part) => html`${part}<wbr />`);
}

customElements.define('compare-differences', CompareDifferences);

declare global {
  interface HTMLElementTagNameMap {
    'compare-differences': CompareDifferences;
  }
}
