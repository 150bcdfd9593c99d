import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { countOf, formatDecimals, formatSignificant } from '../format/number.js';
import { store } from '../page.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { subjectOf } from '../views/network-subjects.js';
import { type NetworkHistory, networkHistories, type SpreadHistory } from './network-history.js';
import '../compare/save-as.js';
import './spread-strip.js';

/** How a run's weights and activations moved over its snapshots; computed once it is scrolled to. */
export class RunHistory extends LitElement {
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
        gap: 4px 12px;
        margin-bottom: 4px;
      }
      h3 {
        margin: 22px 0 8px;
      }
      .strips {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
        gap: 16px 20px;
      }
      figcaption {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 3px;
        font-size: 0.75rem;
      }
      figcaption span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .changes table {
        width: auto;
      }
      .changes th[scope='row'] {
        position: sticky;
        left: 0;
        background: var(--surface);
        padding-right: 18px;
        overflow-wrap: anywhere;
      }
      p {
        max-width: 72ch;
      }
    `,
  ];

  static override properties = { run: { attribute: false }, seen: { state: true } };

  declare run: RunRow;
  /** It was scrolled to. */
  declare private seen: boolean;

  readonly #looking = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    this.seen = true;
    this.#looking.disconnect();
  });

  constructor() {
    super();
    this.seen = false;
    new Observe(this, store, networkHistories);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.seen) this.#looking.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#looking.disconnect();
  }

  protected override render() {
    const subject = subjectOf(this.run);
    if (typeof subject === 'string') return this.#renderState(subject);
    const { value, problem } = this.seen ? networkHistories.get(subject) : {};
    if (!value) {
      return this.#renderState(
        problem?.message ?? `Reading ${countOf(subject.snapshots.length, 'snapshot')}…`,
      );
    }
    const epochs = value.snapshots.map(({ epoch }) => epochText(epoch));
    return html`<div class="head">
        <h2 id="history">Weights and activations over epochs</h2>
        <save-as name="weights-${this.run.name}" .rows=${() => rowsOf(value)}></save-as>
      </div>
      <p class="soft">
        A column a snapshot, after epochs ${epochs.join(', ')}; bright where many numbers are
        (square root, each column by itself).
      </p>
      <h3>Weights</h3>
      <div class="strips">${value.weights.map((one) => renderStrip(one, epochs))}</div>
      <h3>Activations</h3>
      ${
        value.photos > 0
          ? html`<p class="soft">Outputs of each layer for ${countOf(value.photos, 'test photo')}.</p>
              <div class="strips">${value.activations.map((one) => renderStrip(one, epochs))}</div>`
          : html`<p class="soft">The photos of the run are not here.</p>`
      }
      ${epochs.length > 1 ? renderChanges(value.weights, epochs) : nothing}`;
  }

  #renderState(words: string) {
    return html`<h2 id="history">Weights and activations over epochs</h2>
      <p class="soft" role="status">${words}</p>`;
  }
}

function renderStrip({ name, spreads }: SpreadHistory, epochs: readonly string[]) {
  const last = spreads.at(-1)!;
  const words = (at: number) => {
    const { mean, deviation } = spreads.at(at)!;
    return `after epoch ${epochs.at(at)} mean ${formatSignificant(mean, 2)}, standard deviation ${formatSignificant(deviation, 2)}`;
  };
  return html`<figure>
    <figcaption>
      <span title=${name}>${name}</span
      ><span class="soft"
        >sd ${formatSignificant(last.deviation, 2)}${
          last.zeros >= 0.005 ? `, ${formatDecimals(100 * last.zeros, 0)} % zero` : ''
        }</span
      >
    </figcaption>
    <spread-strip .spreads=${spreads} label="${name}: ${words(0)}; ${words(-1)}"></spread-strip>
  </figure>`;
}

function renderChanges(weights: readonly SpreadHistory[], epochs: readonly string[]) {
  return html`<h3>How far weights moved between snapshots</h3>
    <p class="soft">Length of the change over the length before, ‖after − before‖ / ‖before‖.</p>
    <div class="scroll changes" tabindex="0" role="group" aria-label="Changes of weights">
      <table>
        <thead>
          <tr>
            <th scope="col">Weights</th>
            ${epochs.slice(1).map((epoch, i) => html`<th scope="col" class="number">${epochs[i]} → ${epoch}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weights.map(
            ({ name, changes }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${changes.map(
                  (change) =>
                    html`<td class="number">
                      ${
                        Number.isNaN(change)
                          ? html`<span class="soft" title="It was all zeros before">–</span>`
                          : html`<data value=${change}>${formatSignificant(change, 2)}</data>`
                      }
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function rowsOf({ snapshots, weights, activations }: NetworkHistory) {
  const rows = (kind: string, histories: readonly SpreadHistory[]) =>
    histories.flatMap(({ name, spreads, changes }) =>
      spreads.map(({ from, to, counts, mean, deviation }, i) => [
        ...[kind, name],
        ...[snapshots[i].epoch, mean, deviation].map(String),
        i > 0 && changes.length > 0 ? String(changes[i - 1]) : '',
        ...[from, to].map(String),
        [...counts].join(' '),
      ]),
    );
  return [
    ['kind', 'name', 'epoch', 'mean', 'deviation', 'change', 'from', 'to', 'counts'],
    ...rows('weights', weights),
    ...rows('activations', activations),
  ];
}

customElements.define('run-history', RunHistory);

declare global {
  interface HTMLElementTagNameMap {
    'run-history': RunHistory;
  }
}
