import { css, html, LitElement } from 'lit';
import { countOf } from '../format/number.js';
import type { RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { Asked } from './asked.js';
import { snapshotChoices } from './snapshot-choice.js';
import '../elements/run-mark.js';

/** More runs than these are folded together, so that the photos are not far below. */
const MOST_OPEN = 3;

/**
 * The runs that are asked, each with a snapshot to choose.
 * @fires choose - CustomEvent<Record<string, string>>: what comes into the address: `at.<run>`, or `at` for all.
 */
export class AskedList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        padding: 10px 0 14px;
        border-top: 1px solid var(--hairline);
      }
      summary {
        cursor: pointer;
        padding: 6px 0;
        font-weight: 550;
      }
      .all,
      .runs {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      .all {
        gap: 8px;
        margin: 4px 0 12px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        max-width: 100%;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        max-width: 24ch;
      }
    `,
  ];

  static override properties = { asked: { attribute: false }, looks: { attribute: false } };

  declare asked: readonly Asked[];
  declare looks: ReadonlyMap<string, RunLook>;

  protected override render() {
    if (this.asked.length <= MOST_OPEN) return this.#renderRuns();
    return html`<details>
      <summary>${countOf(this.asked.length, 'run')} asked: choose snapshots</summary>
      <div class="all">
        All at their
        ${['last', 'best'].map(
          (at) =>
            html`<button type="button" aria-label="All at their ${at} snapshot" @click=${() => this.#askAll(at)}>${at}</button>`,
        )}
      </div>
      ${this.#renderRuns()}
    </details>`;
  }

  #renderRuns() {
    return html`<div class="runs" role="group" aria-label="Runs that are asked">
      ${this.asked.map(
        ({ run, snapshots, choice }) => html`<label>
          <run-mark .look=${this.looks.get(run.id)}></run-mark>
          <span class="name" title=${run.name}>${run.name}</span>
          <select
            aria-label="Snapshot of ${run.name}"
            .value=${choice.value}
            @change=${(event: Event) =>
              this.#choose({ [`at.${run.id}`]: (event.target as HTMLSelectElement).value })}
          >
            ${snapshotChoices(snapshots).map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === choice.value}>${label}</option>`,
            )}
          </select>
        </label>`,
      )}
    </div>`;
  }

  /** What was chosen for single runs goes. */
  #askAll(at: string): void {
    const single = this.asked.map(({ run }) => [`at.${run.id}`, ''] as const);
    this.#choose({ ...Object.fromEntries(single), at });
  }

  #choose(change: Readonly<Record<string, string>>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: change }));
  }
}

customElements.define('asked-list', AskedList);

declare global {
  interface HTMLElementTagNameMap {
    'asked-list': AskedList;
  }
}
