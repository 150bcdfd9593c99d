import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { countOf, formatBytes, formatCount, formatSignificant } from '../format/number.js';
import { formatMoment } from '../format/time.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import '../elements/key-values.js';
import '../elements/network-table.js';

/** Everything that made a run: network, config, photos, environment, and its snapshots. */
export class RunFacts extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .columns {
        display: grid;
        gap: 36px 48px;
      }
      @container (min-width: 760px) {
        .columns {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
      section {
        min-width: 0;
      }
      h2 {
        margin-bottom: 8px;
      }
      .below {
        margin-top: 28px;
      }
      .scroll table {
        width: auto;
        min-width: min(100%, 640px);
        white-space: nowrap;
      }
    `,
  ];

  static override properties = { detail: { attribute: false } };

  /** The run, whole. */
  declare detail: RunDetail;

  protected override render() {
    const { network, params, environment, classes, snapshots, split } = this.detail;
    // The command is in the header, where it can be copied.
    const { argv: _, ...around } = environment;
    const photos = {
      ...(classes.length > 0 && { classes: classes.join(', ') }),
      ...(split && {
        split: split.kind,
        training: formatCount(split.train),
        validation: formatCount(split.validation),
        test: formatCount(split.test),
        'test photos trained on': formatCount(split.testAlsoTrained),
        'test photos like a trained one': nearCount(split.testNearTrained),
        'validation photos like one': nearCount(split.validationNearTrained),
        digest: split.digest,
      }),
    };
    return html`<div class="columns">
      ${
        network
          ? section('Network', html`<network-table .network=${network}></network-table>`, true)
          : nothing
      }
      ${section('Config', html`<key-values .entries=${shortParams(params)}></key-values>`)}
      ${section(
        'Photos',
        html`<key-values .entries=${photos}></key-values>
          <h2 class="below">Ran in</h2>
          <key-values .entries=${around}></key-values>`,
      )}
      ${section('Snapshots', renderSnapshots(snapshots), true)}
    </div>`;
  }
}

function section(title: string, content: TemplateResult, isWide = false) {
  return html`<section class=${isWide ? 'wide' : ''} aria-label=${title}>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

/** Layers stand in the network's table; as JSON they would be a wall. */
function shortParams(params: RunDetail['params']): RunDetail['params'] {
  const { network } = params;
  if (!network?.startsWith('[')) return params;
  return {
    ...params,
    network: `${countOf((JSON.parse(network) as unknown[]).length, 'layer')}, above`,
  };
}

function renderSnapshots(snapshots: readonly SnapshotRow[]): TemplateResult {
  if (snapshots.length === 0) return html`<p class="soft">No weights are kept yet.</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Snapshots">
    <table>
      <thead>
        <tr>
          <th scope="col" class="number">Epoch</th>
          <th scope="col" class="number">Steps</th>
          <th scope="col">Kept as</th>
          <th scope="col" class="number">Weights</th>
          <th scope="col">At</th>
        </tr>
      </thead>
      <tbody>
        ${snapshots.map(
          (snapshot) =>
            html`<tr>
              <td class="number">${formatEpoch(snapshot.epoch)}</td>
              <td class="number">${formatCount(snapshot.step)}</td>
              <td>${snapshot.reasons.join(', ')}</td>
              <td class="number">${formatBytes(snapshot.bytes)}</td>
              <td class="soft">${formatMoment(snapshot.createdAt)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function formatEpoch(epoch: number): string {
  return Number.isInteger(epoch) ? formatCount(epoch) : formatSignificant(epoch, 3);
}

/** Near-duplicates, if they were counted: older runs and other clients' did not. */
function nearCount(count: number | undefined): string {
  return count === undefined ? 'not counted' : formatCount(count);
}

customElements.define('run-facts', RunFacts);

declare global {
  interface HTMLElementTagNameMap {
    'run-facts': RunFacts;
  }
}
