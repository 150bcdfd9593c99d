import { html, LitElement, type PropertyValues } from 'lit';
import { formatSignificant } from '../format/number.js';
import type { FramePlace } from '../inside/frames.js';
import { base } from '../styles/base.js';
import { benchLayout } from './bench-layout.js';
import {
  inputPicture,
  type OutputPlace,
  outputOf,
  outputPicture,
  outputRange,
} from './bench-pictures.js';
import type { BenchWork } from './bench-work.js';
import { labBenchStyles } from './lab-bench-styles.js';
import type { LabState, Speed } from './lab-state.js';
import { LESS_MOTION, MediaQuery, NARROW } from './media-query.js';
import { PLAY_STEPS, placeAfterKey } from './playback.js';
import { placeOver, slideWindow } from './slide.js';
import { SpokenWords } from './spoken-words.js';
import { borderWords, flipWords, placeWords, valueWords } from './words.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import './lab-player.js';
import './products-sheet.js';

/**
 * A kernel on its way over a picture: the picture, the products with their sum, and the output as it grows.
 * @fires choose - CustomEvent<Partial<LabState>>: a place, or how fast it plays.
 */
export class LabBench extends LitElement {
  static override styles = [base, labBenchStyles];

  static override properties = {
    work: { attribute: false },
    state: { attribute: false },
    moving: { state: true },
    pointed: { state: true },
    room: { state: true },
  };

  declare work: BenchWork;
  declare state: LabState;
  /** The place while it plays; the address has it when it stops. */
  declare private moving: number | undefined;
  /** A place that the pointer is on: its window is shown without going there. */
  declare private pointed: number | undefined;
  declare private room: number;

  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #voice = new SpokenWords(this);
  readonly #lessMotion = new MediaQuery(this, LESS_MOTION);
  readonly #narrow = new MediaQuery(this, NARROW);
  readonly #observer = new ResizeObserver(([entry]) => {
    this.room = Math.floor(entry.contentRect.width);
  });

  constructor() {
    super();
    this.room = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
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
    // Where there is little room photo and output come first, both in sight, and the player below them.
    const { layout } = benchLayout(this.room);
    const playerBelow = layout !== 'three';
    const player = this.#renderPlayer(!this.#narrow.matches);
    return html`<div
      class=${layout}
      @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#key(event), capture: true }}
    >
      ${playerBelow ? '' : player}
      <div class="bench">
        ${this.#renderInput()} ${this.#renderOutput()} ${playerBelow ? player : ''}
        ${this.#renderProducts()}
      </div>
      <p class="out-of-sight" role="status">${this.#voice.words}</p>
    </div>`;
  }

  get #size() {
    const output = outputOf(this.work.slide);
    return { height: output.length, width: output[0].length };
  }

  get #last(): number {
    return this.#size.height * this.#size.width - 1;
  }

  get #place(): number {
    return Math.min(this.moving ?? this.state.place, this.#last);
  }

  /** The place whose window is shown. */
  get #shown(): number {
    return this.moving === undefined && this.pointed !== undefined
      ? Math.min(this.pointed, this.#last)
      : this.#place;
  }

  get #at(): OutputPlace {
    return this.#rowAndColumn(this.#shown);
  }

  #rowAndColumn(place: number): OutputPlace {
    return [Math.floor(place / this.#size.width), place % this.#size.width];
  }

  #renderPlayer(withSpeed: boolean) {
    const [y, x] = this.#at;
    return html`<lab-player
      .place=${this.#place}
      .last=${this.#last}
      .width=${this.#size.width}
      .shown=${this.#shown}
      .sum=${formatSignificant(outputOf(this.work.slide)[y][x], 3)}
      .isPlaying=${this.moving !== undefined}
      .speed=${this.state.speed}
      .withSpeed=${withSpeed}
      @go=${(event: CustomEvent<number>) => this.#go(event.detail)}
      @toggle=${this.#toggle}
      @speed=${(event: CustomEvent<Speed>) => this.#setSpeed(event.detail)}
    ></lab-player>`;
  }

  #renderInput() {
    const { work } = this;
    const [y, x] = this.#at;
    const picture = inputPicture(work, [y, x], benchLayout(this.room).width);
    const placeOf = ({ y: row, x: column }: FramePlace) => {
      const [toY, toX] = placeOver(work.slide, row - picture.top, column - picture.left);
      return toY * this.#size.width + toX;
    };
    return html`<figure class="input">
      <h2 title=${work.title}>${work.title}</h2>
      <map-frames
        .tensor=${picture.tensor}
        .ranges=${[picture.range]}
        .palette=${picture.palette}
        .coloured=${picture.coloured}
        .zoom=${picture.zoom}
        .columns=${picture.columns}
        .outlines=${picture.outlines}
        .label=${`${work.title}, with the window of the kernel at row ${y}, column ${x}`}
        @point=${(event: CustomEvent<FramePlace | null>) => this.#point(event.detail && placeOf(event.detail))}
        @pin=${(event: CustomEvent<FramePlace>) => this.#go(placeOf(event.detail))}
      ></map-frames>
      <figcaption>
        ${
          picture.coloured
            ? 'Red, green and blue, 0 to 1'
            : html`<colour-key .range=${picture.range} .palette=${picture.palette}></colour-key>`
        }
      </figcaption>
    </figure>`;
  }

  #renderProducts() {
    const { slide, names, own, isPhoto } = this.work;
    const [y, x] = this.#at;
    const { range, palette } = inputPicture(this.work, [y, x], benchLayout(this.room).width);
    const hasBias = slide.kernels.length > 1 || slide.bias !== 0;
    return html`<figure class="middle">
      <h2>Products and their sum</h2>
      <products-sheet
        .window=${slideWindow(slide, y, x)}
        .names=${names}
        .bias=${hasBias ? slide.bias : undefined}
        .range=${range}
        .palette=${palette}
        .flips=${slide.flips}
        .own=${own?.[y]?.[x]}
      ></products-sheet>
      <figcaption>
        <p>${placeWords(slide, [y, x], this.state.absolute)}</p>
        <p>${flipWords(slide.flips)}</p>
        <p>${borderWords(slide, isPhoto)}</p>
        <p>${valueWords(this.state, outputRange(slide, this.state.absolute).from < 0)}</p>
      </figcaption>
    </figure>`;
  }

  #renderOutput() {
    const { slide } = this.work;
    const [y, x] = this.#at;
    const { height, width } = this.#size;
    const picture = outputPicture(
      slide,
      { upTo: this.#place, marked: this.#at },
      this.state,
      benchLayout(this.room).width,
    );
    const placeOf = (place: FramePlace) => place.y * width + place.x;
    return html`<figure class="output">
      <h2>The output, ${height} × ${width}</h2>
      <map-frames
        .tensor=${picture.tensor}
        .ranges=${[picture.range]}
        .palette=${picture.palette}
        .zoom=${picture.zoom}
        .outlines=${picture.outlines}
        .label=${`The output, ${height} by ${width}, up to row ${y}, column ${x}`}
        @point=${(event: CustomEvent<FramePlace | null>) => this.#point(event.detail && placeOf(event.detail))}
        @pin=${(event: CustomEvent<FramePlace>) => this.#go(placeOf(event.detail))}
      ></map-frames>
      <figcaption>
        <colour-key .range=${picture.range} .palette=${picture.palette}></colour-key>
      </figcaption>
    </figure>`;
  }

  #point(place: number | null): void {
    this.pointed = place ?? undefined;
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
    else this.#go(next, target.matches('input'));
  }

  #toggle(): void {
    if (this.moving !== undefined) {
      this.#go(this.moving);
      return;
    }
    if (this.#lessMotion.matches) {
      this.#go(Math.min(this.#last, this.#place + this.#size.width));
      return;
    }
    const { ms, places } = PLAY_STEPS[this.state.speed];
    this.pointed = undefined;
    this.moving = this.#place >= this.#last ? 0 : this.#place;
    this.#voice.say('Playing');
    this.#timer = setInterval(() => {
      const next = (this.moving ?? 0) + places;
      if (next >= this.#last) this.#go(this.#last);
      else this.moving = next;
    }, ms);
  }

  /** What plays goes on at the new speed. */
  #setSpeed(speed: Speed): void {
    const isPlaying = this.moving !== undefined;
    const place = this.moving;
    this.#choose(place === undefined ? { speed } : { place, speed });
    if (isPlaying) void this.updateComplete.then(() => this.#toggle());
  }

  /** Stops there. @param isSaid the slider has it read out already. */
  #go(place: number, isSaid = false): void {
    clearInterval(this.#timer);
    this.moving = undefined;
    this.pointed = undefined;
    if (place !== this.state.place) this.#choose({ place });
    const [y, x] = this.#rowAndColumn(place);
    const sum = formatSignificant(outputOf(this.work.slide)[y][x], 3);
    if (!isSaid) this.#voice.say(`Row ${y}, column ${x}: sum ${sum}.`);
  }

  #choose(change: Partial<LabState>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: change }));
  }
}

customElements.define('lab-bench', LabBench);

declare global {
  interface HTMLElementTagNameMap {
    'lab-bench': LabBench;
  }
}
