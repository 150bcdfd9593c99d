import { confusionMatrix } from '@peasy/core';
import { css, html, LitElement } from 'lit';
import { formatCount, formatDecimals } from '../format/number.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { gridColours } from './grid-colours.js';
import { gridSvg } from './grid-svg.js';
import './save-as.js';

const SHADES = 8;
const SHADE_STYLES = Array.from(
  { length: SHADES + 1 },
  (_, i) => css`
    .s${i} {
      background: color-mix(in srgb, var(--shade) ${(100 * i) / SHADES}%, transparent);
    }
  `,
);

/** Photos by the class they are of (rows) and the class that was said (columns): counts, and shares of the row. */
export class ConfusionTable extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      :host {
        display: block;
        width: fit-content;
        max-width: 100%;
      }
      table {
        width: auto;
      }
      caption {
        text-align: left;
        padding-bottom: 4px;
      }
      th[scope='col'] {
        text-align: right;
      }
      tbody th {
        color: var(--ink-soft);
        padding-right: 14px;
      }
      td,
      th[scope='col'] {
        padding-right: 8px;
      }
      td {
        text-align: right;
        min-width: 76px;
        border-left: 1px solid var(--hairline);
      }
      td.right {
        font-weight: 600;
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: 0.6875rem;
        font-weight: 400;
      }
    `,
    ...SHADE_STYLES,
  ];

  static override properties = {
    name: {},
    classes: { attribute: false },
    labels: { attribute: false },
    predictions: { attribute: false },
  };

  /** Whose it is. */
  declare name: string;
  declare classes: readonly string[];
  declare labels: ArrayLike<number>;
  declare predictions: ArrayLike<number>;

  protected override render() {
    const matrix = confusionMatrix(this.labels, this.predictions, this.classes.length);
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Confusion of ${this.name}">
        <table>
          <caption class="soft">
            Rows: what the photo shows. Columns: what ${this.name} says.
          </caption>
          <thead>
            <tr>
              <th scope="col"><span class="out-of-sight">Class</span></th>
              ${this.classes.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${matrix.map((counts, row) => this.#renderRow(counts, row))}
          </tbody>
        </table>
      </div>
      <save-as
        name="confusion-${this.name}"
        .rows=${() => [
          ['class', ...this.classes],
          ...matrix.map((counts, row) => [this.classes[row], ...counts.map(String)]),
        ]}
        .drawing=${() => this.#draw(matrix)}
      ></save-as>`;
  }

  #draw(matrix: readonly (readonly number[])[]): string {
    const grid = {
      title: `${this.name}: rows show, columns say`,
      ...{ rows: this.classes, columns: this.classes },
      cells: matrix.map((counts) => {
        const total = counts.reduce((sum, one) => sum + one, 0);
        return counts.map((count) => ({
          share: total > 0 ? count / total : 0,
          lines: [formatCount(count), ...(total > 0 ? [formatDecimals(count / total, 2)] : [])],
        }));
      }),
    };
    return gridSvg(grid, gridColours(this));
  }

  #renderRow(counts: readonly number[], row: number) {
    const total = counts.reduce((sum, one) => sum + one, 0);
    return html`<tr>
      <th scope="row">${this.classes[row]}</th>
      ${counts.map((count, column) => {
        const share = total > 0 ? count / total : 0;
        return html`<td class="s${Math.round(share * SHADES)} ${row === column ? 'right' : ''}">
          <data value=${count}>${formatCount(count)}</data>
          <small>${total > 0 ? formatDecimals(share, 2) : '–'}</small>
        </td>`;
      })}
    </tr>`;
  }
}

customElements.define('confusion-table', ConfusionTable);

declare global {
  interface HTMLElementTagNameMap {
    'confusion-table': ConfusionTable;
  }
}
