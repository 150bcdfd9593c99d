import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, svg } from 'lit';
import { DASHES, type RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { movedBrush } from './moved-brush.js';
import { parallelAxesStyles } from './parallel-axes-styles.js';
import type { BrushChange } from './range-fields.js';
import { runColours } from './run-colours.js';
import { type Brushes, pickedBy, type RunValue, wordsOfRun } from './run-values.js';
import { tickText, type ValueAxis, valueAxis } from './value-axis.js';
import './range-fields.js';
import './save-as.js';

const HEIGHT = 280;
const TOP = 44;
const BOTTOM = 14;
/** Room for words left of the first axis and right of the last. */
const SIDE = 62;
const LEAST_GAP = 104;
/** Letters of a label: those of neighbours stand in two lines. */
const LONGEST_LABEL = 28;

/**
 * Runs as lines through parallel axes, one for each value; dragging along axes picks runs.
 * @fires brush - CustomEvent<Brushes> with the ranges that pick.
 */
export class ParallelAxes extends LitElement {
  static override styles = [base, controls, ...runColours, parallelAxesStyles];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    values: { attribute: false },
    brushes: { attribute: false },
    highlighted: {},
    width: { state: true },
    drawn: { state: true },
  };

  declare runs: readonly RunRow[];
  declare looks: ReadonlyMap<string, RunLook>;
  /** An axis each. */
  declare values: readonly RunValue[];
  declare brushes: Brushes;
  /** Id of the run that stands out. */
  declare highlighted: string | undefined;
  declare private width: number;
  /** The brush that is being drawn: axis, and its ends as places. */
  declare private drawn:
    | { readonly at: number; readonly from: number; readonly to: number }
    | undefined;

  readonly #resizing = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry.contentRect.width);
  });

  constructor() {
    super();
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  protected override render() {
    if (this.width === 0) return nothing;
    const { values, runs } = this;
    const axes = values.map(valueAxis);
    const gap = Math.max(LEAST_GAP, (this.width - 2 * SIDE) / Math.max(1, values.length - 1));
    const x = (at: number) => SIDE + at * gap;
    const width = 2 * SIDE + (values.length - 1) * gap;
    const picked = pickedBy(values, this.brushes, runs.length);
    // Runs that are picked lie above the others.
    const order = runs.map((_, i) => i).sort((a, b) => Number(picked[a]) - Number(picked[b]));
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Parallel axes">
        <svg width=${width} height=${HEIGHT} role="group" aria-label=${this.#describe(picked)}>
          ${order.map((i) => this.#renderRun(i, axes, x, picked[i]))}
          ${values.map((value, at) => this.#renderAxis(value, axes[at], at, x(at)))}
        </svg>
      </div>
      <range-fields
        .values=${values}
        .axes=${axes}
        .brushes=${this.brushes}
        @range=${({ detail }: CustomEvent<BrushChange>) => this.#say(detail.key, detail.range)}
      ></range-fields>`;
  }

  #renderRun(i: number, axes: readonly ValueAxis[], x: (at: number) => number, isPicked: boolean) {
    const run = this.runs[i];
    let path = '';
    let isApart = true;
    const dots = this.values.flatMap((value, at) => {
      const number = value.values[i];
      if (number === undefined || !Number.isFinite(number)) {
        isApart = true;
        return [];
      }
      const y = placeY(axes[at].place(number));
      path += `${isApart ? 'M' : 'L'}${x(at).toFixed(1)} ${y.toFixed(1)}`;
      isApart = false;
      return [
        svg`<circle class="dot" cx=${x(at)} cy=${y} r="3"><title>${run.name}: ${value.label} ${wordsOfRun(value, i)}</title></circle>`,
      ];
    });
    const look = this.looks.get(run.id);
    const colour = look?.colour ?? 0;
    const dash = DASHES[look?.dash ?? 0].join(' ') || 'none';
    return svg`<g class="run-${colour} ${isPicked ? '' : 'out'}">
      <path class="line ${run.id === this.highlighted ? 'lit' : ''}" stroke-dasharray=${dash} d=${path}><title>${run.name}</title></path>${dots}
    </g>`;
  }

  #renderAxis({ key, label }: RunValue, axis: ValueAxis, at: number, x: number) {
    const isLast = at === this.values.length - 1;
    const drawn = this.drawn?.at === at ? [this.drawn.from, this.drawn.to] : undefined;
    const brush = drawn ?? this.brushes.get(key)?.map((end) => axis.place(end));
    const ends = brush?.map((place) => placeY(Math.min(1.02, Math.max(-0.02, place))));
    const short = label.length > LONGEST_LABEL ? `…${label.slice(1 - LONGEST_LABEL)}` : label;
    return svg`<line class="axis" x1=${x} x2=${x} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
      <text class="name" x=${x} y=${at % 2 === 0 ? 14 : 30}><title>${label}</title>${short}${axis.isLog ? ', log' : ''}</text>
      ${axis.ticks.map(({ place, label: words }) => {
        const text = words.length > 12 ? `${words.slice(0, 11)}…` : words;
        return svg`<text x=${isLast ? x + 8 : x - 8} y=${placeY(place) + 4} text-anchor=${isLast ? 'start' : 'end'}>${text}</text>`;
      })}
      ${ends ? svg`<rect class="range" x=${x - 7} width="14" y=${Math.min(...ends)} height=${Math.max(2, Math.abs(ends[0] - ends[1]))}></rect>` : nothing}
      <rect
        class="reach"
        tabindex="0"
        role="slider"
        aria-orientation="vertical"
        aria-label="Range of ${label}"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(100 * (brush?.[0] ?? 0))}
        aria-valuetext=${rangeText(this.brushes.get(key))}
        @keydown=${(event: KeyboardEvent) => this.#key(event, key, axis)}
        x=${x - 14}
        width="28"
        y=${TOP - 6}
        height=${HEIGHT - TOP - BOTTOM + 12}
        @pointerdown=${(event: PointerEvent) => this.#begin(event, at)}
        @pointermove=${(event: PointerEvent) => this.#move(event, at)}
        @pointerup=${() => this.#end(key, axis)}
        @pointercancel=${() => {
          this.drawn = undefined;
        }}
      ></rect>`;
  }

  #describe(picked: readonly boolean[]): string {
    const names = this.values.map(({ label }) => label).join(', ');
    const count = picked.filter(Boolean).length;
    return `${this.runs.length} runs over ${names}; ${count} of them picked. The table of what differs has the values.`;
  }

  #begin(event: PointerEvent, at: number): void {
    (event.target as Element).setPointerCapture(event.pointerId);
    const place = placeOf(event);
    this.drawn = { at, from: place, to: place };
  }

  #move(event: PointerEvent, at: number): void {
    if (this.drawn?.at === at) this.drawn = { ...this.drawn, to: placeOf(event) };
  }

  /** A press without a way takes the brush off. */
  #end(key: string, axis: ValueAxis): void {
    const { drawn } = this;
    this.drawn = undefined;
    if (!drawn) return;
    const [low, high] = [drawn.from, drawn.to].sort((a, b) => a - b);
    this.#say(key, high - low < 0.02 ? undefined : [axis.valueAt(low), axis.valueAt(high)]);
  }

  #key(event: KeyboardEvent, key: string, axis: ValueAxis): void {
    const [low, high] = this.brushes.get(key)?.map((end) => axis.place(end)) ?? [];
    const brush = low === undefined ? undefined : ([low, high] as const);
    const moved = movedBrush(brush, event.key, event.shiftKey);
    if (moved === brush) return;
    event.preventDefault();
    this.#say(key, moved && [axis.valueAt(moved[0]), axis.valueAt(moved[1])]);
  }

  #say(key: string, range: readonly [number, number] | undefined): void {
    const brushes = new Map(this.brushes);
    if (range) brushes.set(key, range);
    else brushes.delete(key);
    this.dispatchEvent(new CustomEvent<Brushes>('brush', { detail: brushes }));
  }
}

function rangeText(brush: readonly [number, number] | undefined): string {
  return brush ? `${tickText(brush[0])} to ${tickText(brush[1])}` : 'all';
}

function placeY(place: number): number {
  return HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
}

/** Where a pointer is along an axis, 0 to 1. */
function placeOf({ clientY, target }: PointerEvent): number {
  const { top } = (target as Element).closest('svg')!.getBoundingClientRect();
  const place = (HEIGHT - BOTTOM - (clientY - top)) / (HEIGHT - TOP - BOTTOM);
  return Math.min(1.02, Math.max(-0.02, place));
}

customElements.define('parallel-axes', ParallelAxes);

declare global {
  interface HTMLElementTagNameMap {
    'parallel-axes': ParallelAxes;
  }
}
