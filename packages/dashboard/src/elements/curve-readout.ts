import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { describeX } from '../charts/axis-text.js';
import { ROLE_WORDS, type Role } from '../charts/curve.js';
import { describeLeftOut, describeNotFinite, describePoints } from '../charts/describe.js';
import { extentsOf, type PlotModel } from '../charts/plot-model.js';
import { Readout, readoutPhotos } from '../charts/readout.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { curveReadoutStyles } from './curve-readout-styles.js';
import './curve-values.js';
import './run-mark.js';

/** From so many runs on, what they say is a list that scrolls. */
const SCROLLED = 8;

/**
 * What a chart's curves say at the cursor, how many points are seen, and all values as a table. The
 * cursor is put by `pointAt()`, which writes into the cells that are there.
 */
export class CurveReadout extends LitElement {
  static override styles = [base, tables, curveReadoutStyles];

  static override properties = {
    model: { attribute: false },
    valuesOpen: { state: true },
  };

  /** What the chart draws. */
  declare model: PlotModel;
  declare private valuesOpen: boolean;

  #readout: Readout | undefined;
  #x: number | undefined;
  #highlighted: string | undefined;
  #where: Element | undefined;
  #rows: readonly { readonly row: Element; readonly cells: readonly Element[] }[] = [];

  constructor() {
    super();
    this.valuesOpen = false;
  }

  /** What the runs say at a place, or at their last points, with one of them standing out. */
  pointAt(x: number | undefined, highlighted: string | undefined): void {
    const isSame = x === this.#x;
    this.#x = x;
    if (!isSame) this.#writeValues();
    if (highlighted === this.#highlighted) return;
    this.#highlighted = highlighted;
    this.#light();
  }

  /** The same in words, of the first few runs. */
  get words(): string {
    const where = this.#x === undefined ? 'last values' : describeX(this.model.axis, this.#x);
    const columns = this.#readout?.columns ?? [];
    const rows = (this.#readout?.at(this.#x) ?? []).slice(0, SCROLLED).map(({ name, values }) => {
      const said = values.map((value, i) => {
        const word = columns[i] === 'value' ? '' : `${ROLE_WORDS[columns[i]]} `;
        return word + (value ?? 'none');
      });
      return `${name} ${said.join(', ')}`;
    });
    return `${where}: ${rows.join('; ')}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('model')) this.#readout = new Readout(this.model);
  }

  protected override render() {
    const { model } = this;
    const columns = this.#readout?.columns ?? [];
    const leftOut = describeLeftOut(model);
    return html`<p class="points">${describePoints(model.curves, extentsOf(model).x)}${leftOut ? `. ${leftOut}` : ''}</p>
      <div class=${model.runs.length > SCROLLED ? 'scroll tall' : ''}><table class="readout">
        <thead>
          <tr>
            <th scope="col" class="where"></th>
            ${columns.map((role) => this.#renderHead(role))}
          </tr>
        </thead>
        <tbody>
          ${model.runs.map(
            ({ name, look }) => html`<tr>
              <th scope="row"><run-mark .look=${look}></run-mark><span>${name}</span></th>
              ${columns.map((role) => html`<td class=${role === 'train' ? 'number soft' : 'number'}></td>`)}
            </tr>`,
          )}
        </tbody>
      </table></div>
      <details @toggle=${this.#toggleValues}>
        <summary>All values</summary>
        ${this.valuesOpen ? html`<curve-values .model=${model}></curve-values>` : nothing}
      </details>
      ${this.#renderBreaks()}`;
  }

  #renderHead(role: Role) {
    const photos = readoutPhotos(this.model, role);
    if (!photos) return html`<th scope="col" class="number">${ROLE_WORDS[role]}</th>`;
    return html`<th scope="col" class="number measured" title="With 95 % Wilson intervals">
      ${ROLE_WORDS[role]}<br /><span class="soft">${photos}</span>
    </th>`;
  }

  #renderBreaks() {
    const { axis, curves, runs } = this.model;
    return curves.map((curve) => {
      const words = describeNotFinite(axis, curve);
      if (!words) return nothing;
      const name = runs.find(({ id }) => id === curve.run)?.name ?? curve.run;
      const who = curve.role === 'value' ? name : `${name}, ${ROLE_WORDS[curve.role]}`;
      return html`<p class="break"><span aria-hidden="true">✕</span> ${who}: ${words}</p>`;
    });
  }

  protected override updated(): void {
    this.#where = this.renderRoot.querySelector('.where')!;
    this.#rows = Array.from(this.renderRoot.querySelectorAll('.readout tbody tr'), (row) => ({
      row,
      cells: [...row.querySelectorAll('td')],
    }));
    this.#writeValues();
    this.#light();
  }

  /** Into the cells, which the template leaves empty: at every frame of a moving cursor. */
  #writeValues(): void {
    if (!this.#readout || !this.#where) return;
    write(this.#where, this.#x === undefined ? 'Last' : describeX(this.model.axis, this.#x));
    this.#readout.at(this.#x).forEach(({ values }, i) => {
      values.forEach((value, column) => {
        const cell = this.#rows[i]?.cells[column];
        if (cell) write(cell, value ?? '–');
      });
    });
  }

  #light(): void {
    this.model.runs.forEach(({ id }, i) => {
      this.#rows[i]?.row.classList.toggle('lit', id === this.#highlighted);
    });
  }

  #toggleValues(event: Event): void {
    this.valuesOpen = (event.target as HTMLDetailsElement).open;
  }
}

function write(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

customElements.define('curve-readout', CurveReadout);

declare global {
  interface HTMLElementTagNameMap {
    'curve-readout': CurveReadout;
  }
}
