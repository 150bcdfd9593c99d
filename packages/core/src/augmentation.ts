import type { MapShape } from './network.js';
import { RandomStream, STREAMS } from './random.js';

/** Changes that training photos undergo, drawn anew each time one is seen. NO_AUGMENTATION has each of them off. */
export interface Augmentation {
  /** Mirror left and right, every second time. */
  readonly flip: boolean;
  /** Move by up to so many pixels, both ways; the edge is repeated into what becomes free. */
  readonly shift: number;
  /** Cut out a window of this share of each side at least, and stretch it to the photo's size (bilinear); 1: off. */
  readonly minCrop: number;
  /** Multiply all values by a number between 1 - brightness and 1 + brightness. */
  readonly brightness: number;
  /** Paint a square of so many pixels a side mid-grey, its centre anywhere in the photo. */
  readonly cutout: number;
  /** Blend each photo and its label with another's of the batch, by a share drawn from Beta(mixup, mixup); 0: off. */
  readonly mixup: number;
}

/** The augmentation that changes nothing. */
export const NO_AUGMENTATION: Augmentation = {
  flip: false,
  shift: 0,
  minCrop: 1,
  brightness: 0,
  cutout: 0,
  mixup: 0,
};

/** Whether photos are changed one by one; mixup, which takes two, is told apart. */
export function changesPhotos(options: Augmentation): boolean {
  const { flip, shift, minCrop, brightness, cutout } = options;
  return flip || shift > 0 || minCrop < 1 || brightness > 0 || cutout > 0;
}

/** Where a photo is seen: with the options, all that its changes depend on. */
export interface AugmentationPlace {
  readonly seed: number;
  /** Global step, from 0. */
  readonly step: number;
  /** Place in the batch. */
  readonly place: number;
}

const MID_GREY = 128;

/** Writes a changed copy of a photo, uint8 in NHWC; equal places give equal bytes. `to` is not `from`. */
export function augmentPhoto(
  from: Uint8Array,
  to: Uint8Array,
  shape: MapShape,
  options: Augmentation,
  { seed, step, place }: AugmentationPlace,
): void {
  // Every number is drawn in every case, so that switching one change on leaves the others as they were.
  const random = new RandomStream(seed, STREAMS.augmentation, step, place);
  const [height, width] = shape;
  const mirrored = random.uniform() < 0.5 && options.flip;
  const down = random.below(2 * options.shift + 1) - options.shift;
  const right = random.below(2 * options.shift + 1) - options.shift;
  const side = options.minCrop + (1 - options.minCrop) * random.uniform();
  const top = (1 - side) * height * random.uniform() + down;
  const left = (1 - side) * width * random.uniform() + right;
  const light = 1 + options.brightness * (2 * random.uniform() - 1);
  const centre = [random.below(height), random.below(width)] as const;
  const window = { top, left, side, mirrored };
  if (side === 1) copyWindow(from, to, shape, window);
  else stretchWindow(from, to, shape, window);
  // A Uint8Array would wrap around: clamp first.
  if (light !== 1)
    for (let i = 0; i < to.length; i++) to[i] = Math.min(Math.round(to[i] * light), 255);
  paintSquare(to, shape, centre, options.cutout);
}

interface Window {
  readonly top: number;
  readonly left: number;
  /** Share of each side. */
  readonly side: number;
  readonly mirrored: boolean;
}

function copyWindow(
  from: Uint8Array,
  to: Uint8Array,
  [height, width, channels]: MapShape,
  { top, left, mirrored }: Window,
): void {
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = clamp(y + top, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const column = clamp((mirrored ? width - 1 - x : x) + left, width - 1);
      const source = (row + column) * channels;
      for (let c = 0; c < channels; c++) to[at++] = from[source + c];
    }
  }
}

/** Bilinear between pixel centres, the edge repeated outside. */
function stretchWindow(
  from: Uint8Array,
  to: Uint8Array,
  [height, width, channels]: MapShape,
  { top, left, side, mirrored }: Window,
): void {
  let at = 0;
  for (let y = 0; y < height; y++) {
    const [above, below, yShare] = neighbours(top + (y + 0.5) * side - 0.5, height - 1);
    for (let x = 0; x < width; x++) {
      const column = mirrored ? width - 1 - x : x;
      const [before, after, xShare] = neighbours(left + (column + 0.5) * side - 0.5, width - 1);
      for (let c = 0; c < channels; c++) {
        const valueAt = (row: number, col: number) => from[(row * width + col) * channels + c];
        const high = blend(valueAt(above, before), valueAt(above, after), xShare);
        const low = blend(valueAt(below, before), valueAt(below, after), xShare);
        to[at++] = Math.round(blend(high, low, yShare));
      }
    }
  }
}

/** The two whole places around `place`, and how far it lies between them. */
function neighbours(place: number, last: number): [before: number, after: number, share: number] {
  const inside = Math.min(Math.max(place, 0), last);
  const before = Math.floor(inside);
  return [before, Math.min(before + 1, last), inside - before];
}

function paintSquare(
  photo: Uint8Array,
  [height, width, channels]: MapShape,
  [y, x]: readonly [number, number],
  size: number,
): void {
  if (size < 1) return;
  const top = y - Math.floor(size / 2);
  const left = x - Math.floor(size / 2);
  const first = Math.max(left, 0);
  const end = Math.min(left + size, width);
  for (let row = Math.max(top, 0); row < Math.min(top + size, height); row++) {
    photo.fill(MID_GREY, (row * width + first) * channels, (row * width + end) * channels);
  }
}

function blend(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function clamp(place: number, last: number): number {
  return Math.min(Math.max(place, 0), last);
}
