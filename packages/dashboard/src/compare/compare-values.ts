import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatMeasured } from '../format/interval.js';
import { countOf, formatCount } from '../format/number.js';
import { selectRuns } from '../frame/select-runs.js';
import { store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import {
  type Brushes,
  formatBrushes,
  parseBrushes,
  pickedBy,
  type RunValue,
  runValues,
} from './run-values.js';
import { type SeedGroup, type Spread, seedGroups } from './seed-groups.js';
import './parallel-axes.js';
import './save-as.js';
import './value-scatter.js';

/** Params that have axes: those with the most values. */
const MOST_PARAMS = 6;
const COSTS_AND_RESULTS = [
  'parameters',
  'seconds',
  'best.valLoss',
  'best.valAccuracy',
  'best.testAccuracy',
];

/**
 * What runs differ in against what came out: parallel axes that pick runs, any two values as a
 * scatter, and means over seeds.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 */
export class CompareValues extends LitElement {
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
        gap: 6px 14px;
        margin-bottom: 6px;
      }
      .picked {
        margin-top: 8px;
      }
      .scatter {
        margin-top: 28px;
      }
      .seeds {
        margin-top: 28px;
      }
      .seeds table {
        width: auto;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        max-width: 100%;
      }
      select {
        max-width: 240px;
        min-width: 0;
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    details: { attribute: false },
    highlighted: {},
  };

  declare runs: readonly RunRow[];
  declare looks: ReadonlyMap<string, RunLook>;
  declare details: Details | undefined;
  /** Id of the run that stands out. */
  declare highlighted: string | undefined;

  constructor() {
    super();
    new Observe(this, store);
  }

  protected override render() {
    const known = new Map<string, RunDetail>();
    for (const run of this.runs) {
      const { value } = store.detail(run);
      if (value) known.set(run.id, value);
    }
    const values = runValues(this.runs, known);
    if (values.length < 2) return nothing;
    return html`${this.#renderAxes(values)} ${this.#renderScatter(values)}
      ${this.#renderSeeds(seedGroups(this.runs, known))}`;
  }

  #renderAxes(values: readonly RunValue[]) {
    const last = values.filter(({ key }) => COSTS_AND_RESULTS.includes(key));
    const params = values
      .filter(({ key }) => !isRecorded(key))
      .sort((a, b) => new Set(b.values).size - new Set(a.values).size)
      .slice(0, MOST_PARAMS);
    const shown = [...params, ...last];
    const brushes = parseBrushes(this.details?.brush);
    const picked = pickedBy(shown, brushes, this.runs.length);
    const ids = this.runs.filter((_, i) => picked[i]).map(({ id }) => id);
    return html`<div class="head">
        <h2>Values and results</h2>
        <save-as
          name="parallel-axes"
          .rows=${() => rowsOf(this.runs, values)}
          .drawing=${() => this.#drawingOf('parallel-axes')}
        ></save-as>
      </div>
      <p class="soft">Drag along an axis to pick runs; press it to let go.</p>
      <parallel-axes
        .runs=${this.runs}
        .looks=${this.looks}
        .values=${shown}
        .brushes=${brushes}
        .highlighted=${this.highlighted}
        @brush=${({ detail }: CustomEvent<Brushes>) => this.#ask({ brush: formatBrushes(detail) })}
      ></parallel-axes>
      ${
        brushes.size > 0
          ? html`<div class="head picked" role="status">
              <span
                ><data class="picked-count" value=${ids.length}>${formatCount(ids.length)}</data> of
                ${countOf(this.runs.length, 'run')} picked</span
              >
              <button type="button" ?disabled=${ids.length === 0} @click=${() => selectRuns(ids)}>
                Compare only these
              </button>
              <button type="button" class="bare" @click=${() => this.#ask({ brush: '' })}>
                Let all go
              </button>
            </div>`
          : nothing
      }`;
  }

  #renderScatter(values: readonly RunValue[]) {
    const [askedX, askedY] = (this.details?.scatter ?? '').split('~').map(decodeURIComponent);
    const find = (...keys: readonly (string | undefined)[]) =>
      keys.flatMap((key) => values.find((one) => one.key === key) ?? [])[0];
    const y = find(askedY, 'best.testAccuracy', 'best.valAccuracy') ?? values.at(-1)!;
    const x = find(askedX, 'parameters', 'seconds') ?? values[0];
    const brushes = parseBrushes(this.details?.brush);
    const choose = (label: string, taken: RunValue, to: (key: string) => readonly string[]) =>
      html`<label
        ><span class="soft">${label}</span
        ><select
          @change=${(event: Event) =>
            this.#ask({
              scatter: to((event.target as HTMLSelectElement).value)
                .map(encodeURIComponent)
                .join('~'),
            })}
        >
          ${values.map(
            (one) =>
              html`<option value=${one.key} ?selected=${one.key === taken.key}>${one.label}</option>`,
          )}
        </select></label
      >`;
    return html`<section class="scatter" aria-labelledby="scatter">
      <div class="head">
        <h2 id="scatter">Two values</h2>
        ${choose('Up', y, (key) => [x.key, key])} ${choose('Across', x, (key) => [key, y.key])}
        <save-as
          name="scatter"
          .rows=${() => rowsOf(this.runs, [x, y])}
          .drawing=${() => this.#drawingOf('value-scatter')}
        ></save-as>
      </div>
      <value-scatter
        .runs=${this.runs}
        .looks=${this.looks}
        .x=${x}
        .y=${y}
        .picked=${pickedBy(values, brushes, this.runs.length)}
      ></value-scatter>
    </section>`;
  }

  #renderSeeds(groups: readonly SeedGroup[]) {
    if (groups.length === 0) return nothing;
    const rows = () => [
      ['runs', 'seeds', 'n', 'testMean', 'testDeviation', 'valMean', 'valDeviation'],
      ...groups.map(({ runs, seeds, test, validation }) => [
        ...[runs.map(({ name }) => name).join(' '), seeds.join(' '), String(runs.length)],
        ...[test?.mean, test?.deviation, validation?.mean, validation?.deviation].map((one) =>
          one === undefined ? '' : String(one),
        ),
      ]),
    ];
    return html`<section class="seeds" aria-labelledby="seeds">
      <div class="head">
        <h2 id="seeds">Over seeds</h2>
        <save-as name="seeds" .rows=${rows}></save-as>
      </div>
      <p class="soft">Runs that differ in their seed alone: mean ± standard deviation over runs.</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Means over seeds">
        <table>
          <thead>
            <tr>
              <th scope="col">Runs</th>
              <th scope="col">Seeds</th>
              <th scope="col" class="number">Test accuracy</th>
              <th scope="col" class="number">Best validation accuracy</th>
            </tr>
          </thead>
          <tbody>
            ${groups.map(
              ({ runs, seeds, test, validation }) =>
                html`<tr>
                  <th scope="row">${runs.map(({ name }) => name).join(', ')}</th>
                  <td>${seeds.join(', ')}</td>
                  <td class="number">${spreadText(test)}</td>
                  <td class="number">${spreadText(validation)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #drawingOf(name: 'parallel-axes' | 'value-scatter'): SVGSVGElement | null {
    return this.renderRoot.querySelector(name)?.renderRoot.querySelector('svg') ?? null;
  }

  #ask(change: Details): void {
    this.dispatchEvent(new CustomEvent<Details>('details', { detail: change }));
  }
}

/** Whether a value is a cost or a result, not a param. */
function isRecorded(key: string): boolean {
  return /^(best\..*|parameters|multiplyAdds|seconds|epochs)$/.test(key);
}

function spreadText(spread: Spread | undefined) {
  // One run has no spread.
  if (!spread || spread.n < 2) return html`<span class="soft">–</span>`;
  const { n, mean, deviation } = spread;
  return html`<data value=${mean}>${formatMeasured({ value: mean, half: deviation })}</data>
    <span class="soft">(${countOf(n, 'run')})</span>`;
}

function rowsOf(runs: readonly RunRow[], values: readonly RunValue[]) {
  return [
    ['run', ...values.map(({ key }) => key)],
    ...runs.map(({ name }, i) => [
      name,
      ...values.map(({ words, values: of }) => {
        const value = of[i];
        if (value === undefined) return '';
        return words?.[value] ?? String(value);
      }),
    ]),
  ];
}

customElements.define('compare-values', CompareValues);

declare global {
  interface HTMLElementTagNameMap {
    'compare-values': CompareValues;
  }
}
