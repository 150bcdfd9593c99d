import type { Tensor } from '@peasy/core';
import { html, LitElement, type PropertyValues } from 'lit';
import { rangeOf, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import { columnsFor, type FramePlace } from '../inside/frames.js';
import { remember } from '../inside/remember.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf } from './control-parts.js';
import { labBenchStyles } from './lab-bench-styles.js';
import type { LabState, Speed } from './lab-state.js';
import { PLAY_STEPS, placeAfterKey } from './playback.js';
import {
  grownOutput,
  placeOver,
  reachedInputs,
  type Slide,
  slideOutput,
  slideWindow,
} from './slide.js';
import { borderWords, flipWords } from './words.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import './products-sheet.js';

/** How wide its pictures may be, in pixels. */
const WIDTH = 288;

/** What lies on the bench. */
export interface BenchWork {
  readonly slide: Slide;
  /** The inputs are colours of a photo, of 0 to 1. */
  readonly isPhoto: boolean;
  /** Of the channels. */
  readonly names: readonly string[];
  /** What is slid over, in words. */
  readonly title: string;
  /** What a layer has, where the slide is the very thing that it does. */
  readonly own: readonly (readonly number[])[] | undefined;
}

/**
 * A kernel on its way over a picture: the picture, the products with their sum, and the output as it grows.
 * @fires choose - CustomEvent<Partial<LabState>>: a place, or how the output is drawn.
 */
export class LabBench extends LitElement {
  static override styles = [base, controls, labBenchStyles];

  static override properties = {
    work: { attribute: false },
    state: { attribute: false },
    moving: { state: true },
  };

  declare work: BenchWork;
  declare state: LabState;
  /** The place while it plays; the address has it when it stops. */
  declare private moving: number | undefined;

  #timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.moving = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Another kernel, photo or place ends what plays.
    const before = changed.get('state') as LabState | undefined;
    if (before && JSON.stringify(before) !== JSON.stringify(this.state)) {
      clearInterval(this.#timer);
      this.moving = undefined;
    }
  }

  protected override render() {
    return html`<div
      @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#key(event), capture: true }}
    >
      ${this.#renderPlayer()}
      <div class="rows"><div class="bench">${this.#renderInput()} ${this.#renderProducts()} ${this.#renderOutput()}</div></div>
    </div>`;
  }

  get #output(): number[][] {
    return outputOf(this.work.slide);
  }

  get #size() {
    return { height: this.#output.length, width: this.#output[0].length };
  }

  get #last(): number {
    return this.#size.height * this.#size.width - 1;
  }

  get #place(): number {
    return Math.min(this.moving ?? this.state.place, this.#last);
  }

  get #at(): readonly [number, number] {
    return [Math.floor(this.#place / this.#size.width), this.#place % this.#size.width];
  }

  #renderPlayer() {
    const place = this.#place;
    const [y, x] = this.#at;
    const play = wantsLessMotion() ? 'To the end' : this.moving === undefined ? 'Play' : 'Pause';
    return html`<div class="bar">
      <button
        type="button"
        class="step"
        aria-label="Place before"
        ?disabled=${place === 0}
        @click=${() => this.#go(place - 1)}
      >
        ‹
      </button>
      <button type="button" class="play" @click=${this.#toggle}>${play}</button>
      <button
        type="button"
        class="step"
        aria-label="Place after"
        ?disabled=${place >= this.#last}
        @click=${() => this.#go(place + 1)}
      >
        ›
      </button>
      <input
        class="slider"
        type="range"
        min="0"
        max=${this.#last}
        aria-label="Place of the kernel"
        aria-valuetext=${`row ${y}, column ${x}`}
        .value=${String(place)}
        @input=${(event: Event) => this.#go(Number((event.target as HTMLInputElement).value))}
      />
      <output>row ${y}, column ${x}</output>
      ${
        wantsLessMotion()
          ? ''
          : choicesOf<Speed>(
              'Speed',
              [
                ['slow', 'Slow'],
                ['middle', 'Middle'],
                ['fast', 'Fast'],
              ],
              this.state.speed,
              (speed) => this.#setSpeed(speed),
            )
      }
    </div>`;
  }

  #renderInput() {
    const { slide, isPhoto, title } = this.work;
    const [y, x] = this.#at;
    const { top, left, size } = slideWindow(slide, y, x);
    const reached = reachedOf(slide);
    const [height, width, channels] = reached.tensor.shape;
    const coloured = isPhoto && channels === 3;
    const isMany = channels > 1 && !coloured;
    const zoom = isMany ? 2 : Math.max(1, Math.floor(WIDTH / width));
    const [from, across] = [top + reached.top, left + reached.left];
    const edge = {
      ...{ top: reached.top, bottom: reached.top + slide.inputs[0].length - 1 },
      ...{ left: reached.left, right: reached.left + slide.inputs[0][0].length - 1 },
    };
    return html`<figure>
      <h2>${title}</h2>
      <map-frames
        .tensor=${reached.tensor}
        .ranges=${[this.#inputRange]}
        .palette=${this.#inputPalette}
        .coloured=${coloured}
        .zoom=${zoom}
        .columns=${isMany ? columnsFor(channels, width * zoom + 2, WIDTH) : 1}
        .outlines=${[
          ...(height > slide.inputs[0].length
            ? [{ frame: undefined, field: edge, isQuiet: true }]
            : []),
          {
            frame: isMany ? undefined : 0,
            field: { top: from, bottom: from + size - 1, left: across, right: across + size - 1 },
          },
        ]}
        .label=${`${title}, with the window of the kernel at row ${y}, column ${x}`}
        @pin=${(event: CustomEvent<FramePlace>) => {
          const { y: row, x: column } = event.detail;
          const [toY, toX] = placeOver(slide, row - reached.top, column - reached.left);
          this.#go(toY * this.#size.width + toX);
        }}
      ></map-frames>
      <figcaption>
        ${isPhoto ? '' : html`<colour-key .range=${this.#inputRange} .palette=${'colour'}></colour-key><br />`}
        ${borderWords(slide, isPhoto)}
      </figcaption>
    </figure>`;
  }

  #renderProducts() {
    const { slide, names, own } = this.work;
    const [y, x] = this.#at;
    const hasBias = slide.kernels.length > 1 || slide.bias !== 0;
    return html`<figure class="middle">
      <h2>Products and their sum</h2>
      <products-sheet
        .window=${slideWindow(slide, y, x)}
        .names=${names}
        .bias=${hasBias ? slide.bias : undefined}
        .range=${this.#inputRange}
        .palette=${this.#inputPalette}
        .flips=${slide.flips}
        .own=${own?.[y]?.[x]}
      ></products-sheet>
      <figcaption>${flipWords(slide.flips)}</figcaption>
    </figure>`;
  }

  #renderOutput() {
    const { absolute, isGrey } = this.state;
    const [y, x] = this.#at;
    const { height, width } = this.#size;
    const range = drawnRange(this.#output, String(absolute));
    const palette: ValuePalette = isGrey ? 'grey' : 'colour';
    const grown = grownOutput(this.#output, this.#place);
    return html`<figure class="output">
      <h2>The output, ${height} × ${width}</h2>
      <map-frames
        .tensor=${tensorOf([absolute ? grown.map((row) => row.map(Math.abs)) : grown])}
        .ranges=${[range]}
        .palette=${palette}
        .zoom=${Math.max(1, Math.floor(WIDTH / width))}
        .outlines=${[{ frame: 0, field: { top: y, bottom: y, left: x, right: x } }]}
        .label=${`The output, ${height} by ${width}, up to row ${y}, column ${x}`}
        @pin=${(event: CustomEvent<FramePlace>) => this.#go(event.detail.y * width + event.detail.x)}
      ></map-frames>
      <figcaption>
        <colour-key .range=${range} .palette=${palette}></colour-key><br />
        ${absolute ? 'Absolute values, as in the post: an edge from dark to bright looks like one from bright to dark.' : 'With its sign: the colour of zero is in the middle.'}
      </figcaption>
      <div class="choices">
        ${choicesOf(
          'Values',
          [
            ['signed', 'Signed'],
            ['absolute', 'Absolute'],
          ],
          absolute ? 'absolute' : 'signed',
          (value) => this.#choose({ absolute: value === 'absolute' }),
        )}
        ${choicesOf(
          'In',
          [
            ['colour', 'Colour'],
            ['grey', 'Grey'],
          ],
          palette,
          (value) => this.#choose({ isGrey: value === 'grey' }),
        )}
      </div>
    </figure>`;
  }

  get #inputRange(): ValueRange {
    return this.work.isPhoto ? UNIT : reachedOf(this.work.slide).range;
  }

  get #inputPalette(): ValuePalette {
    return this.work.isPhoto ? 'grey' : 'colour';
  }

  /** Arrow keys and space, wherever the focus is on the bench; before a canvas or the slider takes them. */
  #key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [target] = event.composedPath() as HTMLElement[];
    if (target.matches('button, input[type="radio"], select')) return;
    const next = placeAfterKey(event.key, this.#place, this.#size);
    if (next === undefined && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) this.#toggle();
    else this.#go(next);
  }

  #toggle(): void {
    if (this.moving !== undefined) {
      this.#go(this.moving);
      return;
    }
    if (wantsLessMotion()) {
      this.#go(this.#last);
      return;
    }
    const { ms, places } = PLAY_STEPS[this.state.speed];
    this.moving = this.#place >= this.#last ? 0 : this.#place;
    this.#timer = setInterval(() => {
      const next = (this.moving ?? 0) + places;
      if (next >= this.#last) this.#go(this.#last);
      else this.moving = next;
    }, ms);
  }

  /** What plays goes on at the new speed. */
  #setSpeed(speed: Speed): void {
    const isPlaying = this.moving !== undefined;
    this.#choose({ speed });
    if (isPlaying) void this.updateComplete.then(() => this.#toggle());
  }

  /** Stops there. */
  #go(place: number): void {
    clearInterval(this.#timer);
    this.moving = undefined;
    if (place !== this.state.place) this.#choose({ place });
  }

  #choose(change: Partial<LabState>): void {
    const place = this.moving;
    this.dispatchEvent(
      new CustomEvent('choose', { detail: place === undefined ? change : { place, ...change } }),
    );
  }
}

const UNIT: ValueRange = { from: 0, to: 1 };
const outputOf = remember(slideOutput);
const reachedOf = remember((slide: Slide) => {
  const { inputs, top, left } = reachedInputs(slide);
  const tensor = tensorOf(inputs);
  return { tensor, top, left, range: rangeOf(tensor.values) };
});
const drawnRange = remember((output: readonly (readonly number[])[], absolute) => {
  const values = output.flat();
  return rangeOf(absolute === 'true' ? values.map(Math.abs) : values);
});

/** Rows by channel as `[height, width, channels]`. */
function tensorOf(channels: readonly (readonly (readonly number[])[])[]): Tensor {
  const [height, width] = [channels[0].length, channels[0][0].length];
  const values = new Float32Array(height * width * channels.length);
  for (const [channel, rows] of channels.entries()) {
    for (const [y, row] of rows.entries()) {
      for (const [x, value] of row.entries()) {
        values[(y * width + x) * channels.length + channel] = value;
      }
    }
  }
  return { shape: [height, width, channels.length], values };
}

function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

customElements.define('lab-bench', LabBench);

declare global {
  interface HTMLElementTagNameMap {
    'lab-bench': LabBench;
  }
}
