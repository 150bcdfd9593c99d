import type { GridColours } from './grid-svg.js';
import type { SheetPhoto } from './photo-sheet.js';
import { blobOf } from './save-files.js';

const ACROSS = 12;
/** A picture of more photos would be larger than browsers draw. */
const MOST = 600;
const SIDE = 96;
const GAP = 12;
const LINE = 15;
const EDGE = 24;
const HEAD = 44;

/** Photos with their words as one picture, at twice the page's pixels: whole pixels, never smoothed. */
export function sheetPicture(
  title: string,
  photos: readonly SheetPhoto[],
  shape: readonly [number, number, number],
  colours: GridColours,
): Promise<Blob> {
  const shown = photos.slice(0, MOST);
  const lines = 1 + Math.max(0, ...shown.map((photo) => photo.lines.length));
  const [across, down] = [SIDE + GAP, SIDE + lines * LINE + GAP];
  const canvas = document.createElement('canvas');
  const width = 2 * EDGE + Math.min(ACROSS, Math.max(4, shown.length)) * across;
  const height = HEAD + EDGE + Math.ceil(shown.length / ACROSS) * down;
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  const context = canvas.getContext('2d')!;
  context.scale(2, 2);
  context.imageSmoothingEnabled = false;
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, width, height);
  const write = (words: string, x: number, y: number, colour: string, font: string) => {
    [context.fillStyle, context.font] = [colour, font];
    context.fillText(words, x, y, SIDE + GAP / 2);
  };
  context.fillStyle = colours.ink;
  context.font = '600 15px sans-serif';
  context.fillText(title, EDGE, 28);
  shown.forEach((photo, i) => {
    const [x, y] = [EDGE + (i % ACROSS) * across, HEAD + Math.floor(i / ACROSS) * down];
    context.drawImage(pictureOf(photo.pixels, shape), x, y, SIDE, (SIDE * shape[0]) / shape[1]);
    write(photo.title, x, y + SIDE + LINE, colours.ink, '600 11px sans-serif');
    photo.lines.forEach((words, line) => {
      write(words, x, y + SIDE + (line + 2) * LINE, colours.soft, '11px sans-serif');
    });
  });
  return blobOf(canvas);
}

function pictureOf(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!;
  const picture = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      picture.data[i * 4 + c] = pixels[i * channels + Math.min(c, channels - 1)];
    }
    picture.data[i * 4 + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}
