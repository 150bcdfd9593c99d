import { css, html, LitElement } from 'lit';
import type { FramePlace } from '../inside/frames.js';
import { remember } from '../inside/remember.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf } from './control-parts.js';
import {
  DRAWING_GREYS,
  DRAWING_SIDE,
  type Drawing,
  type DrawingPlace,
  paintedLine,
} from './drawing.js';
import '../elements/map-frames.js';

const ZOOM = 11;
const PENS = [
  ['3', 'White'],
  ['2', 'Light'],
  ['1', 'Dark'],
  ['0', 'Black'],
] as const;

/**
 * A small grid to draw a photo on, with the pointer or with arrow keys and Enter.
 * @fires draw - CustomEvent<Drawing>: the drawing as it is now.
 */
export class DrawingPad extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 10px 14px;
      }
      map-frames {
        touch-action: none;
        border: 1px solid var(--edge);
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      .side {
        display: grid;
        gap: 8px;
        max-width: 34ch;
      }
    `,
  ];

  static override properties = {
    drawing: { attribute: false },
    pen: { state: true },
    place: { state: true },
    strokes: { state: true },
  };

  declare drawing: Drawing;
  declare private pen: number;
  /** Where the pointer or the keys are. */
  declare private place: DrawingPlace | undefined;
  /** Drawings before each stroke, the last one last. */
  declare private strokes: readonly Drawing[];

  #isDown = false;
  /** A pointer has begun what a click ends. */
  #isStroke = false;
  /** Where a stroke was last: fast pointers leave out pixels between. */
  #last: DrawingPlace | undefined;

  constructor() {
    super();
    this.pen = 3;
    this.strokes = [];
  }

  protected override render() {
    const { place } = this;
    return html`<map-frames
        .tensor=${tensorOf(this.drawing)}
        .ranges=${RANGES}
        .palette=${'grey'}
        .zoom=${ZOOM}
        .outlines=${place ? [{ frame: 0, field: { top: place.y, bottom: place.y, left: place.x, right: place.x } }] : []}
        .label=${`A drawing of ${DRAWING_SIDE} by ${DRAWING_SIDE} pixels. Arrow keys move, Enter paints.`}
        @pointerdown=${(event: PointerEvent) => this.#down(event.button === 0)}
        @keydown=${() => {
          this.#isStroke = false;
        }}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @point=${(event: CustomEvent<FramePlace | null>) => this.#point(event.detail)}
        @pin=${(event: CustomEvent<FramePlace>) => this.#pin(event.detail)}
      ></map-frames>
      <div class="side">
        ${choicesOf('Pen', PENS, String(this.pen) as (typeof PENS)[number][0], (value) => {
          this.pen = Number(value);
        })}
        <p class="soft">
          ${DRAWING_SIDE} × ${DRAWING_SIDE} pixels, enlarged to the size of the network. Drag to draw,
          or move by the arrow keys and paint by Enter.
        </p>
        <div class="buttons">
          <button type="button" ?disabled=${this.strokes.length === 0} @click=${this.#undo}>Undo</button>
          <button type="button" @click=${() => this.#fill()}>${this.pen === 0 ? 'Clear' : 'Fill'}</button>
        </div>
        <p class="out-of-sight" role="status">${place && !this.#isDown ? this.#placeWords(place) : ''}</p>
      </div>`;
  }

  #placeWords({ y, x }: DrawingPlace): string {
    const grey = this.drawing[y * DRAWING_SIDE + x];
    const name = PENS.find(([value]) => value === String(grey))?.[1].toLowerCase();
    return `Row ${y}, column ${x}: ${name}`;
  }

  #down(isMain: boolean): void {
    this.#isDown = isMain;
    this.#isStroke = isMain;
    if (!isMain) return;
    this.#keep();
    // A finger has pointed nowhere before.
    if (this.place) this.#paint(this.place);
  }

  #up = () => {
    this.#isDown = false;
    this.#last = undefined;
  };

  #point(place: FramePlace | null): void {
    this.place = place ?? undefined;
    if (place === null) this.#up();
    else if (this.#isDown) this.#paint(place);
  }

  /** A click, whose pointer has begun a stroke already, or the Enter key. */
  #pin(place: FramePlace): void {
    if (!this.#isStroke) this.#keep();
    this.#isStroke = false;
    this.#paint(place);
  }

  #keep(): void {
    this.strokes = [...this.strokes, this.drawing].slice(-MOST_UNDONE);
  }

  #undo(): void {
    const drawing = this.strokes.at(-1);
    this.strokes = this.strokes.slice(0, -1);
    if (drawing) this.#send(drawing);
  }

  #fill(): void {
    this.#keep();
    this.#send(this.drawing.map(() => this.pen));
  }

  #paint(place: DrawingPlace): void {
    const next = paintedLine(this.drawing, this.#last ?? place, place, this.pen);
    if (this.#isDown) this.#last = place;
    if (next !== this.drawing) this.#send(next);
  }

  #send(drawing: Drawing): void {
    this.drawing = drawing;
    this.dispatchEvent(new CustomEvent('draw', { detail: drawing }));
  }
}

/** Strokes that can be taken back. */
const MOST_UNDONE = 50;
const RANGES = [{ from: 0, to: 255 }];
const tensorOf = remember((drawing: Drawing) => ({
  shape: [DRAWING_SIDE, DRAWING_SIDE, 1],
  values: Float32Array.from(drawing, (grey) => DRAWING_GREYS[grey]),
}));

customElements.define('drawing-pad', DrawingPad);

declare global {
  interface HTMLElementTagNameMap {
    'drawing-pad': DrawingPad;
  }
}
