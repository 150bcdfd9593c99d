import { wilsonInterval } from '@peasy/core';
import type { SnapshotRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import type { ShiftCurve } from '../elements/shift-chart.js';
import { epochText } from '../format/epoch.js';
import { formatMeasured } from '../format/interval.js';
import { answers, studies } from '../inside/inside-page.js';
import { drawTestPhotos } from '../inside/test-photos.js';
import { themes } from '../page.js';
import { DASHES, type RunLook } from '../runs/look.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { RUN_COLOURS } from '../theme/palette.js';
import type { Subject } from './network-subjects.js';
import '../elements/run-mark.js';
import '../elements/shift-chart.js';

/** Pixels that photos are shifted by at most. */
const MOST_SHIFT = 8;
const SHIFTS = Array.from({ length: 2 * MOST_SHIFT + 1 }, (_, i) => i - MOST_SHIFT);

/** A run at the snapshot that is asked. */
export interface ShiftSubject extends Subject {
  readonly snapshot: SnapshotRow;
}

/** How well runs bear photos that are shifted by a few pixels. */
export class MicroscopeShift extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      :host {
        display: block;
        padding: 14px 0;
        border-top: 1px solid var(--hairline);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 6px 0 12px;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      details {
        margin-top: 12px;
      }
      table {
        width: auto;
      }
    `,
  ];

  static override properties = {
    subjects: { attribute: false },
    looks: { attribute: false },
    settings: { attribute: false },
  };

  declare subjects: readonly ShiftSubject[];
  declare looks: ReadonlyMap<string, RunLook>;
  declare settings: MicroscopeState;

  constructor() {
    super();
    new Observe(this, answers, themes);
  }

  protected override render() {
    const all = this.subjects.map((subject) => this.#curve(subject));
    const curves = all.flatMap(({ curve }) => curve ?? []);
    const way = this.settings.way === 'across' ? 'pixels to the right' : 'pixels down';
    return html`<h2>Accuracy against shift</h2>
      <p class="soft">
        Test photos moved by whole pixels; what comes in at the edge repeats the edge. Bands are 95 %
        Wilson intervals.
      </p>
      <ul>
        ${all.map(
          ({ subject, words }) => html`<li>
            <run-mark .look=${this.looks.get(subject.run.id)}></run-mark>
            ${subject.run.name} <span class="soft">epoch ${epochText(subject.snapshot.epoch)}${words}</span>
          </li>`,
        )}
      </ul>
      ${
        curves.length > 0
          ? html`<shift-chart
                .curves=${curves}
                .way=${way}
                .label=${`Accuracy by ${way}: ${curves.map(words).join('; ')}`}
              ></shift-chart>
              ${renderTable(curves, way)}`
          : nothing
      }`;
  }

  #curve(subject: ShiftSubject): {
    readonly subject: ShiftSubject;
    readonly curve: ShiftCurve | undefined;
    /** What there is to say, or why there is no curve (yet). */
    readonly words: string;
  } {
    const { run, network, snapshot } = subject;
    const { shifted, way } = this.settings;
    const drawn = answers.get(`test photos ${run.id} ${shifted}`, () =>
      drawTestPhotos(run.id, shifted),
    );
    if (!drawn.value) {
      return {
        subject,
        curve: undefined,
        words: `: ${drawn.problem?.message ?? 'reading test photos…'}`,
      };
    }
    const { pixels, labels, photos, isUnseen } = drawn.value;
    const of = { network, snapshot: snapshot.id };
    const n = photos.length;
    const right = answers.standing<readonly number[]>(
      `shift ${run.id} ${way} ${shifted}`,
      `shift ${snapshot.id} ${way} ${shifted}`,
      () => studies.shifted(of, { pixels, count: n }, labels, SHIFTS, way),
    );
    const seen = isUnseen ? '' : ', on photos that it trained on';
    if (!right.value) {
      const words = `: ${right.problem?.message ?? `shifting ${n} photos…`}`;
      return { subject, curve: undefined, words };
    }
    const look = this.looks.get(run.id);
    const points = right.value.map((count, i) => ({
      shift: SHIFTS[i],
      value: count / n,
      ...wilsonInterval(count, n),
    }));
    const curve: ShiftCurve = {
      name: run.name,
      colour: RUN_COLOURS[themes.theme][look?.colour ?? 0],
      dash: DASHES[look?.dash ?? 0].join(' '),
      points,
    };
    return { subject, curve, words: `, n = ${n}${seen}${right.isOld ? ', computing…' : ''}` };
  }
}

function words({ name, points }: ShiftCurve): string {
  const middle = points[MOST_SHIFT];
  const ends = [points[0], points.at(-1)!];
  return `${name} ${middle.value.toFixed(3)} unshifted, ${ends.map(({ value }) => value.toFixed(3)).join(' and ')} at the ends`;
}

function renderTable(curves: readonly ShiftCurve[], way: string) {
  return html`<details>
    <summary>The numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Accuracy by shift">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${way}</th>
            ${curves.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${SHIFTS.map(
            (shift, i) => html`<tr>
              <th scope="row" class="number">${shift}</th>
              ${curves.map(({ points }) => {
                const { value, low, high } = points[i];
                return html`<td class="number">
                  <data value=${value}>${formatMeasured({ value, half: (high - low) / 2 })}</data>
                </td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

customElements.define('microscope-shift', MicroscopeShift);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-shift': MicroscopeShift;
  }
}
