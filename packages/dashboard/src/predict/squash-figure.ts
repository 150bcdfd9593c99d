import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { type FitToSquare, fittedPart, type OwnPhoto, ownPixels } from '../inside/own-photos.js';
import { MediaQuery, NARROW } from '../lab/media-query.js';
import { base } from '../styles/base.js';
import '../elements/photo-thumb.js';

/** Longer side of a picture as it is shown, in pixels; three of the smaller ones fit a phone. */
const SHOWN = 128;
const SHOWN_NARROW = 96;

const DONE: Readonly<Record<FitToSquare, string>> = {
  squash: 'squashed',
  crop: 'its middle cropped',
};

/**
 * A photo as it is, beside it what a network gets of it, enlarged in whole pixels, and what it would
 * get by the other way to a square.
 */
export class SquashFigure extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 14px;
      }
      canvas,
      photo-thumb {
        display: block;
        max-width: 100%;
      }
      figure {
        width: min-content;
        min-width: 96px;
      }
      .other photo-thumb {
        opacity: 0.6;
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

  readonly #narrow = new MediaQuery(this, NARROW);

  protected override render() {
    const { photo, fit } = this;
    const { width, height } = photo.picture;
    const isSquare = width === height;
    const other = fit === 'crop' ? 'squash' : 'crop';
    return html`<figure>
        <canvas role="img" aria-label="${photo.name} as it is"></canvas>
        <figcaption>${width} × ${height}</figcaption>
      </figure>
      ${this.#renderFit(fit, `${photo.name} as the network gets it`)}
      ${isSquare ? nothing : this.#renderFit(other, `${photo.name}, ${DONE[other]}`)}`;
  }

  get #side(): number {
    return this.#narrow.matches ? SHOWN_NARROW : SHOWN;
  }

  /** The photo in the size of the network. */
  #renderFit(fit: FitToSquare, label: string) {
    const { photo, input } = this;
    const zoom = Math.max(1, Math.floor(this.#side / input[0]));
    const isGiven = fit === this.fit;
    return html`<figure class=${isGiven ? 'given' : 'other'}>
      <photo-thumb
        .pixels=${ownPixels(photo, input, fit)}
        .shape=${input}
        .zoom=${zoom}
        .label=${label}
      ></photo-thumb>
      <figcaption>
        ${input[1]} × ${input[0]}, ${DONE[fit]}, shown ${zoom}×<br />
        ${isGiven ? 'what the network gets' : 'for comparison'}
      </figcaption>
    </figure>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    const { picture } = this.photo;
    const scale = Math.min(1, this.#side / Math.max(picture.width, picture.height));
    // A photo of few pixels is not made blurred: it is enlarged as the other is.
    const whole = Math.max(1, Math.floor(this.#side / Math.max(picture.width, picture.height)));
    canvas.width = Math.round(picture.width * scale * whole);
    canvas.height = Math.round(picture.height * scale * whole);
    const context = canvas.getContext('2d')!;
    context.imageSmoothingEnabled = whole === 1;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    if (picture.width === picture.height) return;
    const part = fittedPart(picture, 'crop');
    context.lineWidth = 2;
    context.setLineDash(this.fit === 'crop' ? [] : [4, 3]);
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
