import { describeNetwork, type Layer, type NetworkDescription } from '@peasy/core';
import type { RunNetwork } from '@peasy/tracker/api';
import { css, html, LitElement } from 'lit';
import { formatCount } from '../format/number.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';

/** The layers of a network with what follows from them: shapes, parameters, multiply-adds. */
export class NetworkTable extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      tfoot th,
      tfoot td {
        border-top: 1px solid var(--edge);
        border-bottom: 0;
        font-weight: 600;
      }
      table {
        max-width: 920px;
        white-space: nowrap;
      }
      .zero {
        color: var(--ink-soft);
      }
    `,
  ];

  static override properties = { network: { attribute: false } };

  /** The network as it was compiled. */
  declare network: RunNetwork;

  protected override render() {
    const description = describe(this.network);
    if (!description)
      return html`<p class="soft">These layers are no network that this page knows.</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Layers">
      <table>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Kind</th>
            <th scope="col" class="number">Output</th>
            <th scope="col" class="number">Parameters</th>
            <th scope="col" class="number">Multiply-adds</th>
          </tr>
        </thead>
        <tbody>
          ${description.layers.map(
            (layer, i) =>
              html`<tr>
                <th scope="row">${layer.name}</th>
                <td class="soft">${kindWords(this.network.layers[i])}</td>
                <td class="number mono">${layer.outputShape.join(' × ')}</td>
                <td class="number ${layer.parameters === 0 ? 'zero' : ''}">${formatCount(layer.parameters)}</td>
                <td class="number ${layer.multiplyAdds === 0 ? 'zero' : ''}">${formatCount(layer.multiplyAdds)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td></td>
            <td></td>
            <td class="number">${formatCount(description.parameters)}</td>
            <td class="number">${formatCount(description.multiplyAdds)}</td>
          </tr>
        </tfoot>
      </table>
    </div>`;
  }
}

/** A record may hold a network of a later version. */
function describe(network: RunNetwork): NetworkDescription | undefined {
  try {
    return describeNetwork(network);
  } catch {
    return undefined;
  }
}

function kindWords(layer: Layer): string {
  switch (layer.kind) {
    case 'conv2d':
      return `conv2d, ${layer.filters} filters ${layer.kernelSize} × ${layer.kernelSize}, ${layer.padding}${layer.strides === 2 ? ', strides 2' : ''}`;
    case 'activation':
      return layer.activation;
    case 'maxPool2d':
      return `max pool ${layer.poolSize} × ${layer.poolSize}`;
    case 'avgPool2d':
      return `average pool ${layer.poolSize} × ${layer.poolSize}`;
    case 'globalAveragePool2d':
      return 'global average pool';
    case 'batchNormalization':
      return 'batch normalisation';
    case 'add':
      return `add ${layer.from}`;
    case 'dropout':
      return `dropout ${layer.rate}`;
    case 'flatten':
      return 'flatten';
    case 'dense':
      return `dense, ${formatCount(layer.units)} units`;
  }
}

customElements.define('network-table', NetworkTable);

declare global {
  interface HTMLElementTagNameMap {
    'network-table': NetworkTable;
  }
}
