import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { gridColours } from '../compare/grid-colours.js';
import { epochText } from '../format/epoch.js';
import { countOf, formatDecimals, formatSignificant } from '../format/number.js';
import { store } from '../page.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { subjectOf } from '../views/network-subjects.js';
import { historySvg, SPREAD_LOOKS, type SpreadLook } from './history-svg.js';
import { type NetworkHistory, networkHistories, type SpreadHistory } from './network-history.js';
import '../compare/save-as.js';
import '../elements/one-of.js';
import './spread-ridges.js';
import './spread-strip.js';

/** What each look of the histograms says, in words. */
const ABOUT: Readonly<Record<SpreadLook, string>> = {
  strips: 'bright where many numbers are (square root, each column by itself)',
  ridges: 'the newest in front (square root of how many numbers there are)',
};

/**
 * How a run's weights and activations moved over its snapshots; computed once it is scrolled to.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 */
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
        min-width: 15ch;
        padding-right: 18px;
        overflow-wrap: anywhere;
      }
      p {
        max-width: 72ch;
      }
      h3 + p {
        margin-bottom: 10px;
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    details: { attribute: false },
    seen: { state: true },
  };

  declare run: RunRow;
  /** `spread=ridges`: hills instead of strips. */
  declare details: Details | undefined;
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
      const snapshots = countOf(subject.snapshots.length, 'snapshot');
      const waiting = this.seen ? `Reading ${snapshots}…` : `${snapshots}, read once in sight.`;
      return this.#renderState(problem?.message ?? waiting);
    }
    const epochs = value.snapshots.map(({ epoch }) => epochText(epoch));
    const look = SPREAD_LOOKS.find((one) => one === this.details?.spread) ?? 'strips';
    const draw = () =>
      historySvg(
        `${this.run.name}: weights and activations over epochs`,
        [...value.weights, ...value.activations],
        ...([epochs, look, gridColours(this)] as const),
      );
    return html`<div class="head">
        <h2 id="history">Weights and activations over epochs</h2>
        <one-of
          legend="Drawn as"
          .choices=${SPREAD_LOOKS.map((name) => ({ value: name, label: name }))}
          .value=${look}
          @choose=${({ detail }: CustomEvent<string>) =>
            this.dispatchEvent(
              new CustomEvent<Details>('details', {
                detail: { spread: detail === 'strips' ? '' : detail },
              }),
            )}
        ></one-of>
        <save-as name="weights-${this.run.name}" .rows=${() => rowsOf(value)} .drawing=${draw}></save-as>
      </div>
      <p class="soft">
        A ${look === 'strips' ? 'column' : 'hill'} a snapshot, after epochs ${epochs.join(', ')};
        ${ABOUT[look]}.
      </p>
      <h3>Weights</h3>
      <div class="strips">${value.weights.map((one) => renderSpread(one, epochs, look))}</div>
      <h3>Activations</h3>
      ${
        value.photos > 0
          ? html`<p class="soft">Outputs of each layer for ${countOf(value.photos, 'test photo')}.</p>
              <div class="strips">${value.activations.map((one) => renderSpread(one, epochs, look))}</div>`
          : html`<p class="soft">The photos of the run are not here.</p>`
      }
      ${epochs.length > 1 ? renderChanges(value.weights, epochs) : nothing}`;
  }

  #renderState(words: string) {
    return html`<h2 id="history">Weights and activations over epochs</h2>
      <p class="soft" role="status">${words}</p>`;
  }
}

function renderSpread(
  { name, spreads }: SpreadHistory,
  epochs: readonly string[],
  look: SpreadLook,
) {
  const last = spreads.at(-1)!;
  const words = (at: number) => {
    const { mean, deviation } = spreads.at(at)!;
    return `after epoch ${epochs.at(at)} mean ${formatSignificant(mean, 2)}, standard deviation ${formatSignificant(deviation, 2)}`;
  };
  const label = `${name}: ${words(0)}; ${words(-1)}`;
  return html`<figure>
    <figcaption>
      <span title=${name}>${name}</span
      ><span class="soft"
        >sd ${formatSignificant(last.deviation, 2)}${
          last.zeros >= 0.005 ? `, ${formatDecimals(100 * last.zeros, 0)} % zero` : ''
        }</span
      >
    </figcaption>
    ${
      look === 'strips'
        ? html`<spread-strip .spreads=${spreads} .label=${label}></spread-strip>`
        : html`<spread-ridges .spreads=${spreads} .epochs=${epochs} .label=${label}></spread-ridges>`
    }
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
