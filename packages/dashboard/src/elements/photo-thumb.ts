import { css, html, LitElement, nothing, type PropertyValues } from 'lit';

/** A photo of a few pixels, as it is: whole pixels, never smoothed. */
export class PhotoThumb extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      line-height: 0;
    }
    canvas {
      image-rendering: pixelated;
      max-width: 100%;
    }
  `;

  static override properties = {
    pixels: { attribute: false },
    shape: { attribute: false },
    zoom: { type: Number },
    label: {},
  };

  /** uint8, `[height, width, 3]`; undefined: not there yet. */
  declare pixels: Uint8Array | undefined;
  declare shape: readonly [number, number, number];
  declare zoom: number;
  /** In words, where it says something that stands nowhere else. */
  declare label: string;

  constructor() {
    super();
    this.zoom = 1;
    this.label = '';
  }

  protected override render() {
    const [height, width] = this.shape;
    return html`<canvas
      width=${width}
      height=${height}
      role=${this.label ? 'img' : nothing}
      aria-label=${this.label || nothing}
      aria-hidden=${this.label ? nothing : 'true'}
    ></canvas>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    const context = canvas.getContext('2d');
    const { pixels } = this;
    const [height, width, channels] = this.shape;
    canvas.style.width = `${width * this.zoom}px`;
    if (!context || !pixels) return;
    const picture = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) {
        picture.data[i * 4 + c] = pixels[i * channels + Math.min(c, channels - 1)];
      }
      picture.data[i * 4 + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
  }
}

customElements.define('photo-thumb', PhotoThumb);

declare global {
  interface HTMLElementTagNameMap {
    'photo-thumb': PhotoThumb;
  }
}
