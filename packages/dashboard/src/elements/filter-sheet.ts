import { css, html, LitElement, type PropertyValues } from 'lit';
import type { FilterPicture } from '../inside/filter-pictures.js';
import { type FrameGrid, frameOrigin, gridSize, placeAt } from '../inside/frames.js';
import { base } from '../styles/base.js';

/** Pixels of the canvas between two pictures at least: room for the ring about the chosen one. */
export const SHEET_GAP = 4;
const RING = 2;

/**
 * Pictures of filters on one sheet, at a whole-number zoom, never smoothed. Arrow keys and clicks choose.
 * @fires point - CustomEvent<number | null>: the filter that is pointed at.
 * @fires choose - CustomEvent<number>: the filter that is chosen.
 */
export class FilterSheet extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 100%;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
        cursor: pointer;
      }
    `,
  ];

  static override properties = {
    pictures: { attribute: false },
    order: { attribute: false },
    chosen: { type: Number },
    dead: { attribute: false },
    twins: { attribute: false },
    zoom: { type: Number },
    columns: { type: Number },
    gap: { type: Number },
    label: {},
  };

  /** By filter; all of one size. */
  declare pictures: readonly FilterPicture[];
  /** Filters in the order in which they lie on the sheet. */
  declare order: readonly number[];
  declare chosen: number;
  declare dead: ReadonlySet<number>;
  declare twins: ReadonlySet<number>;
  declare zoom: number;
  declare columns: number;
  /** Pixels between two pictures, SHEET_GAP and up: more where pictures have gaps of their own. */
  declare gap: number;
  /** The sheet in words. */
  declare label: string;

  constructor() {
    super();
    this.dead = new Set();
    this.twins = new Set();
    this.gap = SHEET_GAP;
  }

  /** Top and bottom of a filter's picture on the sheet, in pixels. */
  extentOf(filter: number): { readonly top: number; readonly bottom: number } {
    const place = Math.max(0, this.order.indexOf(filter));
    const { top } = frameOrigin(this.#grid, place);
    return { top, bottom: top + this.#grid.height * this.zoom + 2 * RING };
  }

  protected override render() {
    const { width, height } = gridSize(this.#grid);
    return html`<canvas
      role="img"
      tabindex="0"
      aria-label=${this.label}
      width=${width + 2 * RING}
      height=${height + 2 * RING}
      @pointermove=${(event: PointerEvent) => this.#point(this.#filterAt(event))}
      @pointerleave=${() => this.#point(undefined)}
      @click=${this.#click}
      @keydown=${this.#key}
    ></canvas>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    const context = canvas.getContext('2d');
    if (!context || canvas.width === 0 || canvas.height === 0) return;
    const picture = context.createImageData(canvas.width, canvas.height);
    const words = new Uint32Array(picture.data.buffer);
    for (const [place, filter] of this.order.entries()) {
      this.#draw(this.pictures[filter], place, words, picture.width);
    }
    context.putImageData(picture, 0, 0);
    this.#mark(context);
  }

  get #grid(): FrameGrid {
    const { columns, zoom, gap } = this;
    const { height, width } = this.pictures[0];
    return { count: this.pictures.length, columns, height, width, zoom, gap };
  }

  #draw(picture: FilterPicture, place: number, words: Uint32Array, across: number): void {
    const { zoom } = this;
    const { left, top } = frameOrigin(this.#grid, place);
    for (let y = 0; y < picture.height * zoom; y++) {
      const row = Math.floor(y / zoom) * picture.width;
      const start = (RING + top + y) * across + RING + left;
      for (let x = 0; x < picture.width; x++) {
        words.fill(picture.words[row + x], start + x * zoom, start + (x + 1) * zoom);
      }
    }
  }

  /** A ring about the chosen one, a square on the dead, a bar under twins. */
  #mark(context: CanvasRenderingContext2D): void {
    const style = getComputedStyle(this);
    const grid = this.#grid;
    const width = grid.width * grid.zoom;
    const height = grid.height * grid.zoom;
    for (const [place, filter] of this.order.entries()) {
      const { left, top } = frameOrigin(grid, place);
      context.fillStyle = style.getPropertyValue('--warning');
      if (this.dead.has(filter)) context.fillRect(RING + left, RING + top, 7, 7);
      if (this.twins.has(filter)) context.fillRect(RING + left, RING + top + height, width, 2);
      if (filter !== this.chosen) continue;
      context.strokeStyle = style.getPropertyValue('--accent');
      context.lineWidth = RING;
      context.strokeRect(left + RING / 2, top + RING / 2, width + RING, height + RING);
    }
  }

  #filterAt(event: MouseEvent): number | undefined {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const place = placeAt(
      this.#grid,
      event.clientX - box.left - RING,
      event.clientY - box.top - RING,
    );
    return place && this.order[place.frame];
  }

  #click(event: MouseEvent): void {
    const filter = this.#filterAt(event);
    if (filter !== undefined) this.#choose(filter);
  }

  #key(event: KeyboardEvent): void {
    const step = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -this.columns,
      ArrowDown: this.columns,
      Home: -this.order.length,
      End: this.order.length,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const place = this.order.indexOf(this.chosen) + step;
    const last = this.order.length - 1;
    const isJump = Math.abs(step) > last;
    if (!isJump && (place < 0 || place > last)) return;
    this.#choose(this.order[Math.max(0, Math.min(last, place))]);
  }

  #point(filter: number | undefined): void {
    this.dispatchEvent(new CustomEvent('point', { detail: filter ?? null }));
  }

  #choose(filter: number): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: filter }));
  }
}

customElements.define('filter-sheet', FilterSheet);

declare global {
  interface HTMLElementTagNameMap {
    'filter-sheet': FilterSheet;
  }
}
