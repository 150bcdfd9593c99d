import type { ConvolutionBoundary } from '@peasy/core';
import { css, html, LitElement, nothing } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf, selectOf } from './control-parts.js';
import { channelNames, filterChoice } from './filter-choice.js';
import { KERNEL_SIDES, KERNELS, nameOfKernel, resizedKernel } from './kernels.js';
import { asLayerSlides } from './lab-link.js';
import { SPEED_CHOICES } from './lab-player.js';
import { type LabState, PLANES, type Plane, STRIDES } from './lab-state.js';
import type { LabSubject } from './lab-subject.js';

const OWN = 'own';
const FILTER = 'filter';
const PLANE_WORDS: Readonly<Record<Plane, string>> = {
  grey: 'Grey',
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
};

/**
 * What slides, over what, and how: the lab's one strip of controls.
 * @slot - What stands at its end.
 * @fires choose - CustomEvent<Partial<LabState>>: what was chosen.
 */
export class LabControls extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        margin-top: 10px;
      }
      .select {
        color: var(--ink-soft);
      }
      select {
        color: var(--ink);
        margin-left: 4px;
        max-width: 32ch;
      }
      .kernel {
        display: inline-grid;
        gap: 2px;
      }
      .side-3 {
        grid-template-columns: repeat(3, 7ch);
      }
      .side-5 {
        grid-template-columns: repeat(5, 7ch);
      }
      .kernel input {
        font: 0.75rem var(--mono);
        color: inherit;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: 2px;
        min-height: 26px;
        padding: 2px 5px;
        width: 100%;
        text-align: right;
      }
      @media (pointer: coarse), (max-width: 760px) {
        .side-3 {
          grid-template-columns: repeat(3, 84px);
        }
        .side-5 {
          grid-template-columns: repeat(5, minmax(0, 64px));
        }
        .kernel input {
          min-height: 40px;
          font-size: 1rem;
        }
      }
    `,
  ];

  static override properties = {
    state: { attribute: false },
    subject: { attribute: false },
    withSpeed: { type: Boolean },
  };

  declare state: LabState;
  declare subject: LabSubject;
  /** Whether how fast it plays is chosen here. */
  declare withSpeed: boolean;

  protected override render() {
    const { state } = this;
    return html`<div class="bar">
        ${this.#renderKernelChoice()}
        ${state.isFilter ? this.#renderFilter() : this.#renderNumbers()}
      </div>
      <div class="bar">
        ${choicesOf(
          'Slide',
          [
            ['correlation', 'Correlation'],
            ['convolution', 'Convolution'],
          ],
          state.flips ? 'convolution' : 'correlation',
          (value) => this.#choose({ flips: value === 'convolution' }),
        )}
        ${choicesOf(
          'Padding',
          [
            ['same', 'Same'],
            ['valid', 'Valid'],
          ],
          state.padding,
          (padding) => this.#choose({ padding, place: 0 }),
        )}
        ${
          state.padding === 'same'
            ? choicesOf<ConvolutionBoundary>(
                'Beyond the edge',
                [
                  ['fill', 'Zeros'],
                  ['wrap', 'Wrap'],
                  ['symm', 'Mirror'],
                ],
                state.boundary,
                (boundary) => this.#choose({ boundary }),
              )
            : nothing
        }
        ${choicesOf(
          'Stride',
          STRIDES.map((stride) => [stride, stride] as const),
          String(state.stride) as (typeof STRIDES)[number],
          (value) => this.#choose({ stride: Number(value), place: 0 }),
        )}
      </div>
      <div class="bar">
        ${choicesOf(
          'Output',
          [
            ['signed', 'Signed'],
            ['absolute', 'Absolute'],
          ],
          state.absolute ? 'absolute' : 'signed',
          (value) => this.#choose({ absolute: value === 'absolute' }),
        )}
        ${choicesOf(
          'In',
          [
            ['colour', 'Colour'],
            ['grey', 'Grey'],
          ],
          state.isGrey ? 'grey' : 'colour',
          (value) => this.#choose({ isGrey: value === 'grey' }),
        )}
        ${this.withSpeed ? choicesOf('Speed', SPEED_CHOICES, state.speed, (speed) => this.#choose({ speed })) : nothing}
        <slot></slot>
      </div>`;
  }

  #renderKernelChoice() {
    const { state, subject } = this;
    return selectOf(
      'Kernel',
      [
        ...KERNELS.map(({ name }) => [name, name] as const),
        [OWN, 'Own numbers'],
        ...(subject.layer ? [[FILTER, "A run's filter"] as const] : []),
      ],
      state.isFilter ? FILTER : (nameOfKernel(state.kernel) ?? OWN),
      (value) => {
        if (value === FILTER) this.#choose(asLayerSlides(subject.layer));
        else {
          const kernel = KERNELS.find(({ name }) => name === value)?.rows;
          this.#choose({ isFilter: false, place: 0, ...(kernel && { kernel }) });
        }
      },
    );
  }

  #renderNumbers() {
    const { kernel, plane } = this.state;
    return html`<div class="kernel side-${kernel.length}" role="group" aria-label="Numbers of the kernel">
        ${kernel.map((row, y) =>
          row.map(
            (value, x) =>
              html`<input
                inputmode="text"
                autocomplete="off"
                aria-label=${`Row ${y + 1}, column ${x + 1}`}
                .value=${String(Number(value.toPrecision(4)))}
                @change=${(event: Event) => this.#set(y, x, event.target as HTMLInputElement)}
              />`,
          ),
        )}
      </div>
      ${choicesOf(
        'Size',
        KERNEL_SIDES.map((side) => [String(side), `${side} × ${side}`] as const),
        String(kernel.length),
        (side) => this.#choose({ kernel: resizedKernel(kernel, Number(side)), place: 0 }),
      )}
      ${choicesOf(
        'Over',
        PLANES.map((value) => [value, PLANE_WORDS[value]] as const),
        plane,
        (value) => this.#choose({ plane: value }),
      )}`;
  }

  #renderFilter() {
    const { subject, state } = this;
    const names = channelNames(subject);
    return html`${filterChoice(subject, (change) => this.#choose(change))}
    ${selectOf(
      'Input channel',
      [['all', 'All, with the bias'], ...names.map((name, i) => [String(i), name] as const)],
      state.channel === undefined ? 'all' : String(Math.min(state.channel, names.length - 1)),
      (value) => this.#choose({ channel: value === 'all' ? undefined : Number(value) }),
    )}`;
  }

  #set(y: number, x: number, input: HTMLInputElement): void {
    const { kernel } = this.state;
    const value = Number(input.value.trim().replace(',', '.').replace('−', '-') || Number.NaN);
    if (!Number.isFinite(value)) {
      input.value = String(Number(kernel[y][x].toPrecision(4)));
      return;
    }
    this.#choose({
      kernel: kernel.map((row, i) => row.map((old, j) => (i === y && j === x ? value : old))),
    });
  }

  #choose(change: Partial<LabState>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: change }));
  }
}

customElements.define('lab-controls', LabControls);

declare global {
  interface HTMLElementTagNameMap {
    'lab-controls': LabControls;
  }
}
