import { css, html, LitElement, nothing } from 'lit';
import { alignCurves } from '../charts/align.js';
import { describeX } from '../charts/axis-text.js';
import { ROLE_WORDS } from '../charts/curve.js';
import type { PlotModel } from '../charts/plot-model.js';
import { formatChartValue } from '../charts/readout.js';
import { formatCount } from '../format/number.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';

/** Every value that a chart's lines have, as a table: a row a place of x, a column a curve. */
export class CurveValues extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      .scroll {
        max-height: 280px;
        overflow: auto;
        border: 1px solid var(--hairline);
      }
      th,
      td {
        padding: 3px 10px !important;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--raised);
      }
    `,
  ];

  static override properties = { model: { attribute: false } };

  /** What the chart draws. */
  declare model: PlotModel;

  protected override render() {
    const { metric, axis, curves, runs } = this.model;
    const { x, columns } = alignCurves(curves);
    const nameOf = (run: string) => runs.find(({ id }) => id === run)?.name ?? run;
    const cell = (column: number, row: number) => {
      const value = columns[column][row];
      if (value === undefined) return '';
      if (value !== null) return formatChartValue(metric, value, curves[column].photos);
      return curves[column].breaks.find((one) => one.x === x[row])?.word ?? 'NaN';
    };
    return html`<div class="scroll" tabindex="0" role="group" aria-label="All values">
      <table>
        <thead>
          <tr>
            <th scope="col">${axis}</th>
            ${curves.map(
              (curve) =>
                html`<th scope="col" class="number">
                  ${nameOf(curve.run)}, ${ROLE_WORDS[curve.role]}${curve.photos === undefined ? nothing : html`<br />n = ${formatCount(curve.photos)}`}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${x.map(
            (value, row) =>
              html`<tr>
                <th scope="row">${describeX(axis, value)}</th>
                ${curves.map((_, column) => html`<td class="number">${cell(column, row)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('curve-values', CurveValues);

declare global {
  interface HTMLElementTagNameMap {
    'curve-values': CurveValues;
  }
}
