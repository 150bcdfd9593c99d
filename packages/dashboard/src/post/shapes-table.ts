import { describeNetwork, type Network } from '@peasy/core';
import { css, html, LitElement } from 'lit';
import { formatCount } from '../format/number.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';

/** The shape of every weight and of every layer's output. */
export class ShapesTable extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      table {
        width: auto;
        font-size: 0.8125rem;
      }
      th,
      td {
        padding: 3px 14px 3px 0;
        white-space: nowrap;
      }
    `,
  ];

  static override properties = { network: { attribute: false }, name: {} };

  declare network: Network;
  /** Of the network. */
  declare name: string;

  protected override render() {
    const { layers, parameters } = describeNetwork(this.network);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Shapes of ${this.name}">
      <table>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Output</th>
            <th scope="col">Weights</th>
            <th scope="col" class="number">Parameters</th>
          </tr>
        </thead>
        <tbody>
          ${layers.map(
            (layer) => html`<tr>
              <th scope="row">${layer.name}</th>
              <td class="mono">${layer.outputShape.join(' × ')}</td>
              <td class="mono">${layer.weights.map(({ shape }) => shape.join(' × ')).join(', ')}</td>
              <td class="number">${layer.parameters > 0 ? formatCount(layer.parameters) : ''}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td></td>
            <td></td>
            <td class="number">${formatCount(parameters)}</td>
          </tr>
        </tfoot>
      </table>
    </div>`;
  }
}

customElements.define('shapes-table', ShapesTable);

declare global {
  interface HTMLElementTagNameMap {
    'shapes-table': ShapesTable;
  }
}
