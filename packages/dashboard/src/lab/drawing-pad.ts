import { css, html, LitElement } from 'lit';
import type { FramePlace } from '../inside/frames.js';
import { remember } from '../inside/remember.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf } from './control-parts.js';
import { DRAWING_GREYS, DRAWING_SIDE, type Drawing, painted } from './drawing.js';
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
      .side {
        display: grid;
        gap: 8px;
        max-width: 34ch;
      }
    `,
  ];

  static override properties = { drawing: { attribute: false }, pen: { state: true } };

  declare drawing: Drawing;
  declare private pen: number;

  #isDown = false;

  constructor() {
    super();
    this.pen = 3;
  }

  protected override render() {
    return html`<map-frames
        .tensor=${tensorOf(this.drawing)}
        .ranges=${RANGES}
        .palette=${'grey'}
        .zoom=${ZOOM}
        .label=${`A drawing of ${DRAWING_SIDE} by ${DRAWING_SIDE} pixels. Arrow keys move, Enter paints.`}
        @pointerdown=${(event: PointerEvent) => {
          this.#isDown = event.button === 0;
        }}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @point=${(event: CustomEvent<FramePlace | null>) => {
          if (event.detail === null) this.#isDown = false;
          else if (this.#isDown) this.#paint(event.detail);
        }}
        @pin=${(event: CustomEvent<FramePlace>) => this.#paint(event.detail)}
      ></map-frames>
      <div class="side">
        ${choicesOf('Pen', PENS, String(this.pen) as (typeof PENS)[number][0], (value) => {
          this.pen = Number(value);
        })}
        <p class="soft">
          ${DRAWING_SIDE} × ${DRAWING_SIDE} pixels, enlarged to the size of the network. Drag to draw.
        </p>
        <div>
          <button
            type="button"
            @click=${() => this.#send(this.drawing.map(() => 0))}
          >
            Clear
          </button>
        </div>
      </div>`;
  }

  #up = () => {
    this.#isDown = false;
  };

  #paint({ y, x }: FramePlace): void {
    const next = painted(this.drawing, y, x, this.pen);
    if (next !== this.drawing) this.#send(next);
  }

  #send(drawing: Drawing): void {
    this.drawing = drawing;
    this.dispatchEvent(new CustomEvent('draw', { detail: drawing }));
  }
}

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
