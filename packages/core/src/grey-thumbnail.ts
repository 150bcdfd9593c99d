import type { LabelledImages } from './engine.js';

/** Height and width of a thumbnail. */
export const THUMBNAIL_SIZE = 32;

const PIXELS = THUMBNAIL_SIZE * THUMBNAIL_SIZE;

/**
 * Gives each photo as a 32 x 32 grey picture of 0..255 (luma of ITU-R BT.601; the first channel
 * where there are not three), each pixel the mean of the area that it covers. The array is used
 * again for the next photo.
 */
export function greyThumbnails(
  images: Omit<LabelledImages, 'labels'>,
  visit: (grey: Float64Array, photo: number) => void,
): void {
  const draw = thumbnailer(images);
  const grey = new Float64Array(PIXELS);
  for (let photo = 0; photo < images.count; photo++) {
    draw(photo, grey);
    visit(grey, photo);
  }
}

/** Draws any photo of a set as a grey thumbnail. */
export function thumbnailer(
  images: Omit<LabelledImages, 'labels'>,
): (photo: number, into: Float64Array) => void {
  const { pixels, height, width, channels } = images;
  const isThumbnail = height === THUMBNAIL_SIZE && width === THUMBNAIL_SIZE;
  const full = new Float64Array(height * width);
  const [down, across] = [areas(height), areas(width)];
  const columns = new Float64Array(height * THUMBNAIL_SIZE);
  return (photo, into) => {
    toGrey(pixels, photo * height * width * channels, channels, isThumbnail ? into : full);
    if (isThumbnail) return;
    for (let y = 0; y < height; y++) {
      const row = full.subarray(y * width, (y + 1) * width);
      for (let x = 0; x < THUMBNAIL_SIZE; x++) {
        let sum = 0;
        for (const { place, share } of across[x]) sum += share * row[place];
        columns[y * THUMBNAIL_SIZE + x] = sum;
      }
    }
    for (let y = 0; y < THUMBNAIL_SIZE; y++) {
      for (let x = 0; x < THUMBNAIL_SIZE; x++) {
        let sum = 0;
        for (const { place, share } of down[y]) sum += share * columns[place * THUMBNAIL_SIZE + x];
        into[y * THUMBNAIL_SIZE + x] = sum;
      }
    }
  };
}

function toGrey(pixels: Uint8Array, from: number, channels: number, into: Float64Array): void {
  for (let i = 0, at = from; i < into.length; i++, at += channels) {
    into[i] =
      channels >= 3
        ? 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]
        : pixels[at];
  }
}

/** For each place of a thumbnail's side: which pixels of the photo's side it covers, and with which share. */
function areas(length: number): { readonly place: number; readonly share: number }[][] {
  const scale = length / THUMBNAIL_SIZE;
  return Array.from({ length: THUMBNAIL_SIZE }, (_, i) => {
    const [from, to] = [i * scale, (i + 1) * scale];
    const covered = [];
    for (let place = Math.floor(from); place < Math.min(length, Math.ceil(to)); place++) {
      const share = (Math.min(to, place + 1) - Math.max(from, place)) / scale;
      if (share > 0) covered.push({ place, share });
    }
    return covered;
  });
}
