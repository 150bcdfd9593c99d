import type { Tensor } from '@peasy/core';
import { css, html, LitElement, type PropertyValues } from 'lit';
import type { ValuePalette, ValueRange } from '../inside/colour-scale.js';
import {
  type FrameGrid,
  type FramePlace,
  frameOrigin,
  gridOf,
  gridSize,
  placeAt,
  stepPlace,
} from '../inside/frames.js';
import { paintFrames } from '../inside/paint-frames.js';
import type { Field } from '../inside/receptive-field.js';
import { base } from '../styles/base.js';

/** How far from the screen a sheet is drawn already. */
const NEAR = '50%';
const DIRECTIONS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** A field to outline: in one frame, or in every. */
export interface Outline {
  readonly frame: number | undefined;
  readonly field: Field;
  /** Thin and without colour: something that is there anyway, such as where a padded photo ends. */
  readonly isQuiet?: boolean;
}

/**
 * Maps as frames of whole pixels, never smoothed: each channel a frame, or three channels one
 * coloured frame. The pointer and the arrow keys walk over their values.
 * @fires point - CustomEvent<FramePlace | null>: the value that is pointed at.
 * @fires pin - CustomEvent<FramePlace>: the value that was clicked, or taken by Enter.
 */
export class MapFrames extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        width: fit-content;
        max-width: 100%;
        overflow-x: auto;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
        cursor: crosshair;
      }
      canvas:focus-visible {
        outline: 2px solid var(--ink);
        outline-offset: -2px;
      }
    `,
  ];

  static override properties = {
    tensor: { attribute: false },
    ranges: { attribute: false },
    palette: {},
    zoom: { type: Number },
    columns: { type: Number },
    coloured: { type: Boolean },
    outlines: { attribute: false },
    place: { attribute: false },
    marked: { attribute: false },
    label: {},
  };

  /** `[height, width, channels]`. */
  declare tensor: Tensor;
  /** One for all frames, or one a frame. Coloured frames: 0 to 1 is from 0 to `to`. */
  declare ranges: readonly ValueRange[];
  declare palette: ValuePalette;
  /** Pixels a value. */
  declare zoom: number;
  declare columns: number;
  /** Three channels are red, green and blue of one frame. */
  declare coloured: boolean;
  declare outlines: readonly Outline[];
  /** The value that is pinned here. */
  declare place: FramePlace | undefined;
  /** Frames with a corner mark: dead ones. */
  declare marked: ReadonlySet<number>;
  /** The picture in words. */
  declare label: string;

  #cursor: FramePlace = { frame: 0, y: 0, x: 0 };
  #picture: ImageData | undefined;
  /** What the picture was painted from. */
  #painted: readonly unknown[] = [];
  /** Whether it is on the screen or near it; what is far is drawn when it comes near. */
  #isNear = true;
  readonly #nearness = new IntersectionObserver(
    (entries) => {
      const { isIntersecting } = entries[entries.length - 1];
      const comes = isIntersecting && !this.#isNear;
      this.#isNear = isIntersecting;
      if (comes && this.hasUpdated) this.#draw();
    },
    { rootMargin: NEAR },
  );

  constructor() {
    super();
    this.palette = 'colour';
    this.zoom = 1;
    this.columns = 1;
    this.coloured = false;
    this.outlines = [];
    this.marked = new Set();
    this.label = '';
  }

  protected override render() {
    const { width, height } = gridSize(this.#grid);
    return html`<canvas
      role="img"
      tabindex="0"
      aria-label=${this.label}
      width=${width}
      height=${height}
      @pointermove=${this.#move}
      @pointerleave=${() => this.#point(undefined)}
      @click=${this.#click}
      @keydown=${this.#key}
      @blur=${() => this.#point(undefined)}
    ></canvas>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#nearness.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#nearness.disconnect();
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.#isNear) this.#draw();
  }

  /** Values are painted again only where they, or how they are shown, changed: outlines come and go above them. */
  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || canvas.width === 0 || canvas.height === 0) return;
    const grid = this.#grid;
    const { tensor, ranges, palette, coloured } = this;
    const painted = [tensor, ranges, palette, coloured, grid.columns, grid.zoom, grid.count];
    if (!this.#picture || painted.some((one, i) => one !== this.#painted[i])) {
      this.#picture = this.#blank(context, grid);
      const words = new Uint32Array(this.#picture.data.buffer);
      paintFrames(words, canvas.width, tensor, grid, { ranges, palette, coloured });
      this.#painted = painted;
    }
    context.putImageData(this.#picture, 0, 0);
    this.#drawMarks(context, grid);
    this.#drawOutlines(context);
  }

  /** The picture that is painted over, where every pixel is written again in the same place. */
  #blank(context: CanvasRenderingContext2D, grid: FrameGrid): ImageData {
    const { width, height } = context.canvas;
    const [columns, zoom, count] = this.#painted.slice(4);
    const isSame = columns === grid.columns && zoom === grid.zoom && count === grid.count;
    const before = this.#picture;
    return isSame && before?.width === width && before.height === height
      ? before
      : context.createImageData(width, height);
  }

  get #grid(): FrameGrid {
    return gridOf(this.tensor.shape, this);
  }

  #drawMarks(context: CanvasRenderingContext2D, grid: FrameGrid): void {
    if (this.marked.size === 0) return;
    context.fillStyle = getComputedStyle(this).getPropertyValue('--warning');
    for (const frame of this.marked) {
      const { left, top } = frameOrigin(grid, frame);
      context.fillRect(left, top, 6, 6);
    }
  }

  #drawOutlines(context: CanvasRenderingContext2D): void {
    if (this.outlines.length === 0) return;
    const grid = this.#grid;
    const style = getComputedStyle(this);
    for (const { frame, field, isQuiet } of this.outlines) {
      const frames =
        frame === undefined ? Array.from({ length: grid.count }, (_, i) => i) : [frame];
      for (const one of frames) {
        const { left, top } = frameOrigin(grid, one);
        const box = [
          left + field.left * grid.zoom,
          top + field.top * grid.zoom,
          (field.right - field.left + 1) * grid.zoom,
          (field.bottom - field.top + 1) * grid.zoom,
        ] as const;
        if (isQuiet) {
          context.lineWidth = 1;
          context.strokeStyle = 'rgb(128 128 128 / 90%)';
          context.strokeRect(...box);
          continue;
        }
        // A dark edge under the bright one is seen on every colour.
        context.lineWidth = 3;
        context.strokeStyle = 'rgb(0 0 0 / 75%)';
        context.strokeRect(...box);
        context.lineWidth = 1.5;
        context.strokeStyle = style.getPropertyValue('--accent') || '#ff7a5c';
        context.strokeRect(...box);
      }
    }
  }

  #placeOf(event: MouseEvent): FramePlace | undefined {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    return placeAt(
      this.#grid,
      ((event.clientX - box.left) / box.width) * canvas.width,
      ((event.clientY - box.top) / box.height) * canvas.height,
    );
  }

  #move(event: PointerEvent): void {
    const place = this.#placeOf(event);
    if (place) this.#cursor = place;
    this.#point(place);
  }

  #click(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (place) this.#pin(place);
  }

  #key(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.key];
    if (direction) {
      event.preventDefault();
      this.#cursor = stepPlace(this.#grid, this.place ?? this.#cursor, direction);
      if (this.place) this.#pin(this.#cursor);
      else this.#point(this.#cursor);
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#pin(this.#cursor);
    }
  }

  #point(place: FramePlace | undefined): void {
    this.dispatchEvent(new CustomEvent('point', { detail: place ?? null }));
  }

  #pin(place: FramePlace): void {
    this.dispatchEvent(new CustomEvent('pin', { detail: place }));
  }
}

customElements.define('map-frames', MapFrames);

declare global {
  interface HTMLElementTagNameMap {
    'map-frames': MapFrames;
  }
}
