import { css, html, LitElement, type PropertyValues } from 'lit';
import { type FitToSquare, fittedPart, type OwnPhoto, ownPixels } from '../inside/own-photos.js';
import { base } from '../styles/base.js';
import '../elements/photo-thumb.js';

/** Longer side of the original as it is shown, in pixels. */
const SHOWN = 160;

/** A photo as it is, and beside it what a network gets of it: enlarged in whole pixels. */
export class SquashFigure extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
      }
      canvas,
      photo-thumb {
        display: block;
        max-width: 100%;
      }
      figcaption {
        margin-top: 4px;
        font-size: 0.6875rem;
        color: var(--ink-soft);
      }
    `,
  ];

  static override properties = {
    photo: { attribute: false },
    input: { attribute: false },
    fit: {},
  };

  declare photo: OwnPhoto;
  /** Height, width, channels: what the network takes. */
  declare input: readonly [number, number, number];
  declare fit: FitToSquare;

  protected override render() {
    const { photo, input, fit } = this;
    const { width, height } = photo.picture;
    const zoom = Math.max(1, Math.floor(SHOWN / input[0]));
    const done = fit === 'crop' ? 'its middle cropped' : 'squashed';
    return html`<figure>
        <canvas role="img" aria-label="${photo.name} as it is"></canvas>
        <figcaption>${width} × ${height}</figcaption>
      </figure>
      <figure>
        <photo-thumb
          .pixels=${ownPixels(photo, input, fit)}
          .shape=${input}
          .zoom=${zoom}
          label="${photo.name} as the network gets it"
        ></photo-thumb>
        <figcaption>${input[1]} × ${input[0]}, ${done}, shown ${zoom}×</figcaption>
      </figure>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    const { picture } = this.photo;
    const scale = Math.min(1, SHOWN / Math.max(picture.width, picture.height));
    // A photo of few pixels is not made blurred: it is enlarged as the other is.
    const whole = Math.max(1, Math.floor(SHOWN / Math.max(picture.width, picture.height)));
    canvas.width = Math.round(picture.width * scale * whole);
    canvas.height = Math.round(picture.height * scale * whole);
    const context = canvas.getContext('2d')!;
    context.imageSmoothingEnabled = whole === 1;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    if (this.fit !== 'crop' || picture.width === picture.height) return;
    const part = fittedPart(picture, 'crop');
    context.lineWidth = 2;
    context.strokeStyle = getComputedStyle(this).getPropertyValue('--accent');
    const by = scale * whole;
    context.strokeRect(part.left * by, part.top * by, part.width * by, part.height * by);
  }
}

customElements.define('squash-figure', SquashFigure);

declare global {
  interface HTMLElementTagNameMap {
    'squash-figure': SquashFigure;
  }
}
