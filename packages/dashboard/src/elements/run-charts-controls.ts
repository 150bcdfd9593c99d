import { css, html, LitElement, nothing } from 'lit';
import { describeX, X_AXIS_NAMES } from '../charts/axis-text.js';
import type { Extent } from '../charts/extent.js';
import { describeDistance, smoothingChoices } from '../charts/smoothing.js';
import {
  type CurveState,
  SCALES,
  type Scale,
  SEED_LOOKS,
  type SeedLook,
} from '../state/curve-route.js';
import { X_AXES, type XAxis } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import './one-of.js';

/** A change of how curves are looked at. */
export interface CurveLook {
  readonly changes: Partial<CurveState & { readonly x: XAxis }>;
  /** It is a step that Back goes back. */
  readonly isStep: boolean;
}

/**
 * How charts are looked at: over what, smoothed, on which axes, each run or their means, which range.
 * @fires look - CustomEvent with a CurveLook as its detail.
 */
export class RunChartsControls extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 10px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-soft);
      }
      select {
        color: var(--ink);
        min-height: 30px;
      }
      .range {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .range button {
        min-height: 30px;
      }
      /* Beside the heading above: charts stay where they are when one of them is zoomed. */
      @media (min-width: 761px) {
        .range {
          position: absolute;
          right: 0;
          bottom: calc(100% + 4px);
        }
      }
      /* Below it the hint would push what stands after it into another line. */
      @media (pointer: coarse), (max-width: 1560px) {
        .hint {
          display: none;
        }
      }
    `,
  ];

  static override properties = {
    state: { attribute: false },
    axis: {},
    whole: { attribute: false },
    canGroup: { attribute: false },
  };

  /** How the address wants the curves. */
  declare state: CurveState;
  declare axis: XAxis;
  /** How far x goes without a zoom, once that is known. */
  declare whole: Extent | undefined;
  /** Several runs have a config in common. */
  declare canGroup: boolean;

  protected override render() {
    const { axis, state } = this;
    return html`<one-of
        legend="Over"
        show-legend
        .choices=${X_AXES.map((value) => ({ value, label: X_AXIS_NAMES[value] }))}
        .value=${axis}
        @choose=${({ detail: x }: CustomEvent<XAxis>) =>
          this.#look({ smooth: 0, zoom: undefined, x }, true)}
      ></one-of>
      ${this.#renderScale('Axis', 'x', state.xScale, (xScale) => this.#look({ xScale }))}
      ${this.#renderSmoothing()}
      ${this.#renderScale('Values', 'values', state.y, (y) => this.#look({ y }))}
      ${this.#renderSeeds()} ${this.#renderRange()}`;
  }

  #renderScale(legend: string, what: string, value: Scale, choose: (scale: Scale) => void) {
    return html`<one-of
      legend=${legend}
      .choices=${SCALES.map((scale) => ({ value: scale, label: `${scale} ${what}` }))}
      .value=${value}
      @choose=${({ detail }: CustomEvent<Scale>) => choose(detail)}
    ></one-of>`;
  }

  #renderSmoothing() {
    const { smooth, zoom } = this.state;
    const [from, to] = this.whole ?? zoom ?? [0, 0];
    const offered = smoothingChoices(this.axis, to - from);
    const choices = [...new Set([...offered, ...(smooth > 0 ? [smooth] : [])])];
    choices.sort((a, b) => a - b);
    return html`<label title="A mean of all points before, whose weight falls to 1/e over this distance"
      >Smooth over
      <select
        @change=${(event: Event) =>
          this.#look({ smooth: Number((event.target as HTMLSelectElement).value) })}
      >
        <option value="0" .selected=${smooth === 0}>nothing</option>
        ${choices.map(
          (distance) =>
            html`<option value=${distance} .selected=${distance === smooth}>
              ${describeDistance(this.axis, distance)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderSeeds() {
    if (!this.canGroup) return nothing;
    return html`<one-of
      legend="Runs of a config"
      .choices=${SEED_LOOKS.map((value) => ({ value, label: value === 'each' ? 'each run' : 'config mean' }))}
      .value=${this.state.seeds}
      @choose=${({ detail: seeds }: CustomEvent<SeedLook>) => this.#look({ seeds })}
    ></one-of>`;
  }

  #renderRange() {
    const { zoom } = this.state;
    if (!zoom) return html`<span class="soft hint">Drag on a chart to zoom</span>`;
    const [from, to] = zoom.map((value) => describeX(this.axis, value));
    return html`<span class="range"
      >${from} to ${to}
      <button type="button" @click=${() => this.#look({ zoom: undefined }, true)}>
        Show all
      </button></span
    >`;
  }

  #look(changes: CurveLook['changes'], isStep = false): void {
    const detail: CurveLook = { changes, isStep };
    this.dispatchEvent(new CustomEvent('look', { detail }));
  }
}

customElements.define('run-charts-controls', RunChartsControls);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts-controls': RunChartsControls;
  }
}
