import { escapeHtml } from './escape.js';
import { type Pixels, pngAddress } from './png.js';

/** A picture of the page and what is to be read under it. */
export interface PictureOptions {
  /** What a reader who does not see it is told. */
  readonly alt: string;
  /** Under it; none where it is left out. */
  readonly caption?: string;
  /** Classes of the figure. */
  readonly look?: string;
}

/** Pixels as an image that lies in the page, drawn in whole squares, with its words. */
export function pictureOf(pixels: Pixels, { alt, caption, look = '' }: PictureOptions): string {
  const image = `<img class="pixels" src="${pngAddress(pixels)}" width="${pixels.width}" height="${pixels.height}" alt="${escapeHtml(alt)}">`;
  const words = caption === undefined ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  return `<figure class="picture ${look}">${image}${words}</figure>`;
}

/** Rules that pictures need. */
export const PICTURE_STYLE = `
.pixels { image-rendering: pixelated; width: 100%; height: auto; display: block; background: #808080; }
.picture figcaption { font-size: 12px; line-height: 1.4; margin-top: 4px; }
`;
