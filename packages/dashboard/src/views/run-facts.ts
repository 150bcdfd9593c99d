import type { ArtifactRow, RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatCount, formatSignificant } from '../format/number.js';
import { formatMoment } from '../format/time.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import '../elements/key-values.js';
import '../elements/network-table.js';

/** Everything that made a run, and what it left: note, network, config, environment, snapshots, artifacts. */
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
      .note {
        white-space: pre-wrap;
        max-width: 72ch;
        overflow-wrap: anywhere;
      }
      .scroll table {
        width: auto;
        min-width: min(100%, 640px);
        white-space: nowrap;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .tags li {
        padding: 1px 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
      }
    `,
  ];

  static override properties = { detail: { attribute: false } };

  /** The run, whole. */
  declare detail: RunDetail;

  protected override render() {
    const { note, tags, network, params, environment, classes, snapshots, artifacts, split } =
      this.detail;
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
        digest: split.digest,
      }),
    };
    return html`<div class="columns">
      ${note ? section('Note', html`<p class="note">${note}</p>`, true) : nothing}
      ${Object.keys(tags).length > 0 ? section('Tags', renderTags(tags), true) : nothing}
      ${
        network
          ? section('Network', html`<network-table .network=${network}></network-table>`, true)
          : nothing
      }
      ${section('Config', html`<key-values .entries=${params}></key-values>`)}
      ${section(
        'Photos',
        html`<key-values .entries=${photos}></key-values>
          <h2 class="below">Ran in</h2>
          <key-values .entries=${around}></key-values>`,
      )}
      ${section('Snapshots', renderSnapshots(snapshots), true)}
      ${artifacts.length > 0 ? section('Artifacts', renderArtifacts(artifacts), true) : nothing}
    </div>`;
  }
}

function section(title: string, content: TemplateResult, isWide = false) {
  return html`<section class=${isWide ? 'wide' : ''} aria-label=${title}>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function renderTags(tags: RunDetail['tags']): TemplateResult {
  return html`<ul class="tags">
    ${Object.entries(tags).map(
      ([key, value]) => html`<li><span class="soft">${key}</span> ${value}</li>`,
    )}
  </ul>`;
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

function renderArtifacts(artifacts: readonly ArtifactRow[]): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Artifacts">
    <table>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Type</th>
          <th scope="col" class="number">Size</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${artifacts.map(
          ({ path, mediaType, bytes, sha256 }) =>
            html`<tr>
              <td class="mono">${path}</td>
              <td class="soft">${mediaType}</td>
              <td class="number">${formatBytes(bytes)}</td>
              <td class="mono soft" title=${sha256}>${sha256.slice(0, 12)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function formatEpoch(epoch: number): string {
  return Number.isInteger(epoch) ? formatCount(epoch) : formatSignificant(epoch, 3);
}

customElements.define('run-facts', RunFacts);

declare global {
  interface HTMLElementTagNameMap {
    'run-facts': RunFacts;
  }
}
