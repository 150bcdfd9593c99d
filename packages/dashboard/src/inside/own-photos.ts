import { Observers } from '../state/observers.js';
import { remember } from './remember.js';

/** A photo from outside, as it was read. It stays in the page. */
export interface OwnPhoto {
  readonly key: string;
  readonly name: string;
  readonly picture: ImageBitmap;
}

/** How photos come to a network's size: as the config's `data.fit` says. */
export type FitToSquare = 'squash' | 'crop';

/** Photos that were dropped, pasted, chosen or taken, newest last. They are never sent anywhere. */
export class OwnPhotos extends Observers {
  photos: readonly OwnPhoto[] = [];
  #next = 1;

  /** Reads a picture. @throws with words for one that the browser cannot read. */
  async add(file: Blob, name: string): Promise<OwnPhoto> {
    let picture: ImageBitmap;
    try {
      picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      throw new Error(
        `Expected a picture that this browser can read (JPEG, PNG, WebP, GIF, AVIF), got ${name}${file.type ? ` (${file.type})` : ''}.`,
      );
    }
    const photo = { key: `own-${this.#next++}`, name, picture };
    this.photos = [...this.photos, photo];
    this.notify();
    return photo;
  }

  /** Makes a photo the newest, so that a view that shows only a few shows it. */
  bringForward(key: string): void {
    const chosen = this.photos.filter((photo) => photo.key === key);
    this.photos = [...this.photos.filter((photo) => photo.key !== key), ...chosen];
    this.notify();
  }

  clear(): void {
    this.photos = [];
    this.notify();
  }

  remove(key: string): void {
    this.photos = this.photos.filter((photo) => photo.key !== key);
    this.notify();
  }
}

/** How a run's photos came to its network's size. */
export function fitOf(params: Readonly<Record<string, string>>): FitToSquare {
  return params['data.fit'] === 'crop' ? 'crop' : 'squash';
}

/** The part of a picture that a fit takes. */
export function fittedPart(
  { width, height }: { readonly width: number; readonly height: number },
  fit: FitToSquare,
): {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
} {
  if (fit === 'squash') return { left: 0, top: 0, width, height };
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, width: side, height: side };
}

/**
 * The picture as a network takes it: uint8, `[height, width, 3]`, on white where it is transparent.
 * Each pixel is the mean of what lies under it, so sizes may differ from a run's own photos, which
 * go through Lanczos, by a few grey levels.
 */
export function pixelsOf(
  { picture }: OwnPhoto,
  [height, width]: readonly [number, number, number],
  fit: FitToSquare,
): Uint8Array {
  const part = fittedPart(picture, fit);
  // Halving before the last step: one step from a large photo would skip most of its pixels.
  let source: CanvasImageSource = picture;
  let from = part;
  while (from.width > 2 * width && from.height > 2 * height) {
    const half = { width: Math.ceil(from.width / 2), height: Math.ceil(from.height / 2) };
    source = drawn(source, from, half);
    from = { left: 0, top: 0, ...half };
  }
  const canvas = drawn(source, from, { width, height });
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) pixels.set(data.subarray(i * 4, i * 4 + 3), i * 3);
  return pixels;
}

const fitted = remember((photo: OwnPhoto, key: string) => {
  const [shape, fit] = JSON.parse(key) as [readonly [number, number, number], FitToSquare];
  return pixelsOf(photo, shape, fit);
});

/** pixelsOf(), the same object each time. */
export function ownPixels(
  photo: OwnPhoto,
  shape: readonly [number, number, number],
  fit: FitToSquare,
): Uint8Array {
  return fitted(photo, JSON.stringify([shape, fit]));
}

function drawn(
  source: CanvasImageSource,
  part: ReturnType<typeof fittedPart>,
  size: { readonly width: number; readonly height: number },
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    source,
    part.left,
    part.top,
    part.width,
    part.height,
    0,
    0,
    size.width,
    size.height,
  );
  return canvas;
}
