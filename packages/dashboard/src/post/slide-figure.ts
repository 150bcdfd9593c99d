import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement } from 'lit';
import { runPhotos } from '../inside/run-photos.js';
import { ownWork } from '../lab/bench-work.js';
import { choicesOf, selectOf } from '../lab/control-parts.js';
import { KERNELS, nameOfKernel } from '../lab/kernels.js';
import { labPhoto } from '../lab/lab-photo.js';
import { formatLab, type LabState, parseLab } from '../lab/lab-state.js';
import { Observe } from '../state/observe.js';
import { formatAddress, toolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../lab/lab-bench.js';

/** As the post's animation has it: amounts, in grey, of an edge-finding kernel. */
const FIRST: LabState = {
  ...parseLab({}),
  ...{ kernel: KERNELS[2].rows, flips: true, absolute: true, isGrey: true },
};

/** The post's animation, live: a kernel slides over a cat, or over a drawing where no photo is here. */
export class SlideFigure extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        margin-bottom: 8px;
      }
      select {
        margin-left: 4px;
      }
    `,
  ];

  static override properties = {
    row: { attribute: false },
    run: { attribute: false },
    state: { state: true },
  };

  /** Whose photos are shown; undefined: nobody has some. */
  declare row: RunRow | undefined;
  declare run: RunDetail | undefined;
  declare private state: LabState;

  constructor() {
    super();
    this.state = FIRST;
    new Observe(this, runPhotos);
  }

  protected override render() {
    const state: LabState = this.row ? this.state : { ...this.state, source: 'drawing' };
    const photo = labPhoto(state, this.row, this.run);
    const name = nameOfKernel(state.kernel) ?? 'Own numbers';
    const work = ownWork(state, photo, name);
    const lab = formatAddress({ ...toolRoute('lab'), query: formatLab(state) });
    return html`<div class="bar">
        ${selectOf(
          'Kernel',
          KERNELS.map((one) => [one.name, one.name] as const),
          name,
          (chosen) =>
            this.#go({ kernel: KERNELS.find((one) => one.name === chosen)!.rows, place: 0 }),
        )}
        ${choicesOf(
          'Output',
          [
            ['absolute', 'Absolute'],
            ['signed', 'Signed'],
          ],
          state.absolute ? 'absolute' : 'signed',
          (value) => this.#go({ absolute: value === 'absolute' }),
        )}
        <a href=${lab}>Open this in the lab</a>
      </div>
      ${
        typeof work === 'string'
          ? html`<p class="soft" role="status">${work}</p>`
          : html`<lab-bench
              .work=${work}
              .state=${state}
              @choose=${(event: CustomEvent<Partial<LabState>>) => this.#go(event.detail)}
            ></lab-bench>`
      }`;
  }

  #go(change: Partial<LabState>): void {
    this.state = { ...this.state, ...change };
  }
}

customElements.define('slide-figure', SlideFigure);

declare global {
  interface HTMLElementTagNameMap {
    'slide-figure': SlideFigure;
  }
}
