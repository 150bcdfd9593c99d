import type { RunDetail } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../format/number.js';
import type { Details } from '../state/details.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { photosAsRows, SHEETS, type Sheet, sheetOf } from './disagreement.js';
import { gridColours } from './grid-colours.js';
import { formatChance } from './measured-verdict.js';
import { type Agreement, agreementOf, type SharedTest } from './shared-test.js';
import { sheetPicture } from './sheet-picture.js';
import '../elements/one-of.js';
import './photo-sheet.js';
import './save-as.js';

/**
 * Two of some runs on the photos that all share: how many each alone names right, and which.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 */
export class WhereTheyDisagree extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 6px 16px;
        margin-bottom: 10px;
      }
      .pair {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 10px;
      }
      .pair select {
        max-width: min(280px, 100%);
      }
      .counts {
        margin-bottom: 12px;
        max-width: 72ch;
        overflow-wrap: anywhere;
      }
      one-of {
        margin-bottom: 14px;
        max-width: 100%;
        overflow-x: auto;
      }
    `,
  ];

  static override properties = {
    shared: { attribute: false },
    runs: { attribute: false },
    best: { attribute: false },
    details: { attribute: false },
  };

  declare shared: SharedTest;
  /** In the order of the evaluations. */
  declare runs: readonly RunDetail[];
  /** Place of the best run. */
  declare best: number;
  declare details: Details | undefined;

  protected override render() {
    const [a, b] = this.#pair();
    const agreement = agreementOf(this.shared, a, b);
    const [first, second] = [this.runs[a], this.runs[b]];
    const sheet = SHEETS.find((one) => one === this.details?.sheet) ?? 'first';
    const counts: Readonly<Record<Sheet, string>> = {
      first: `Only ${first.name} right: ${formatCount(agreement.onlyFirst.length)}`,
      second: `Only ${second.name} right: ${formatCount(agreement.onlySecond.length)}`,
      wrong: `Both wrong: ${formatCount(agreement.bothWrong.length)}`,
    };
    const photos = sheetOf(this.shared, agreement, sheet, [a, b], [first, second]);
    const { shape } = this.shared.evaluations[a];
    return html`<div class="head">
        <h2 id="disagree">Where they disagree</h2>
        <save-as
          name="disagreements"
          .rows=${() => photosAsRows(this.shared, agreement, [a, b], [first, second])}
          .picture=${() => sheetPicture(counts[sheet], photos, shape, gridColours(this))}
        ></save-as>
      </div>
      ${this.runs.length > 2 ? this.#renderPair(a, b) : nothing}
      ${this.#renderCounts(agreement, first.name, second.name)}
      <one-of
        legend="Photos"
        .choices=${SHEETS.map((value) => ({ value, label: counts[value] }))}
        .value=${sheet}
        @choose=${({ detail }: CustomEvent<string>) =>
          this.#ask({ sheet: detail === 'first' ? '' : detail })}
      ></one-of>
      <photo-sheet .photos=${photos} .shape=${shape} .label=${counts[sheet]}></photo-sheet>`;
  }

  #renderCounts(
    { bothRight, onlyFirst, onlySecond, bothWrong, method, pValue }: Agreement,
    first: string,
    second: string,
  ) {
    const number = (name: string, value: number) =>
      html`<data class=${name} value=${value}>${formatCount(value)}</data>`;
    return html`<p class="counts">
      Both right: ${number('both-right', bothRight)}, only ${first}:
      ${number('only-first', onlyFirst.length)}, only ${second}:
      ${number('only-second', onlySecond.length)}, neither: ${number('neither', bothWrong.length)}.
      McNemar’s test, ${method === 'exact' ? 'exact' : 'chi squared with continuity correction'}:
      <data class="p-value" value=${pValue}>${formatChance(pValue)}</data>.
    </p>`;
  }

  #renderPair(a: number, b: number) {
    const select = (name: string, at: number, other: number, place: 0 | 1) =>
      html`<select
        aria-label=${name}
        @change=${(event: Event) => {
          const chosen = Number((event.target as HTMLSelectElement).value);
          const pair = place === 0 ? [chosen, other] : [other, chosen];
          this.#ask({ pair: pair.map((i) => this.runs[i].id).join('~') });
        }}
      >
        ${this.runs.map(
          ({ name: word }, i) =>
            html`<option value=${i} ?selected=${i === at} ?disabled=${i === other}>${word}</option>`,
        )}
      </select>`;
    return html`<div class="pair">
      ${select('First run', a, b, 0)}<span class="soft">and</span>${select('Second run', b, a, 1)}
    </div>`;
  }

  /** The two runs that the address names; else the best one and the first other. */
  #pair(): readonly [number, number] {
    const ids = this.details?.pair?.split('~') ?? [];
    const [a, b] = ids.map((id) => this.runs.findIndex((run) => run.id === id));
    if (ids.length === 2 && a >= 0 && b >= 0 && a !== b) return [a, b];
    if (this.runs.length === 2) return [0, 1];
    return [this.best, this.runs.findIndex((_, i) => i !== this.best)];
  }

  #ask(change: Details): void {
    this.dispatchEvent(new CustomEvent<Details>('details', { detail: change }));
  }
}

customElements.define('where-they-disagree', WhereTheyDisagree);

declare global {
  interface HTMLElementTagNameMap {
    'where-they-disagree': WhereTheyDisagree;
  }
}
