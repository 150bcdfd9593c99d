import { describe, expect, it } from 'vitest';
import { type Augmentation, augmentPhoto, changesPhotos, NO_AUGMENTATION } from './augmentation.js';
import type { MapShape } from './network.js';

const SHAPE: MapShape = [6, 7, 2];
const SIZE = 6 * 7 * 2;
const PHOTO = Uint8Array.from({ length: SIZE }, (_, i) => 3 * i);

function changed(
  options: Partial<Augmentation>,
  place: number,
  photo: Uint8Array = PHOTO,
): Uint8Array {
  const to = new Uint8Array(SIZE);
  augmentPhoto(photo, to, SHAPE, { ...NO_AUGMENTATION, ...options }, { seed: 1, step: 2, place });
  return to;
}

const PLACES = Array.from({ length: 200 }, (_, place) => place);
const at = (photo: Uint8Array, y: number, x: number, c: number) => photo[(y * 7 + x) * 2 + c];

/** The photo that `pixelOf` tells value by value. */
function photoOf(pixelOf: (y: number, x: number, c: number) => number): Uint8Array {
  return PHOTO.map((_, i) => pixelOf(Math.floor(i / 14), Math.floor(i / 2) % 7, i % 2));
}

describe('augmentPhoto()', () => {
  it('leaves photos alone with everything off', () => {
    expect(changesPhotos(NO_AUGMENTATION)).toBe(false);
    for (const place of PLACES) expect(changed({}, place)).toEqual(PHOTO);
  });

  it('draws the same for the same place, and something else for another', () => {
    const all = { flip: true, shift: 2, minCrop: 0.5, brightness: 0.3, cutout: 2, mixup: 0.2 };
    expect(changed(all, 3)).toEqual(changed(all, 3));
    expect(changed(all, 3)).not.toEqual(changed(all, 4));
  });

  it('mirrors about half of them, exactly', () => {
    const mirrored = photoOf((y, x, c) => at(PHOTO, y, 6 - x, c));
    const seen = PLACES.map((place) => changed({ flip: true }, place));
    const flipped = seen.filter((photo) => photo[0] === mirrored[0]);
    for (const photo of seen) expect([PHOTO, mirrored]).toContainEqual(photo);
    expect(flipped.length).toBeGreaterThan(75);
    expect(flipped.length).toBeLessThan(125);
  });

  it('moves by every distance up to the one asked for, repeating the edge', () => {
    const distances = [-2, -1, 0, 1, 2];
    const moved = distances.flatMap((dy) =>
      distances.map((dx) => {
        const clamped = (value: number, last: number) => Math.min(Math.max(value, 0), last);
        return photoOf((y, x, c) => at(PHOTO, clamped(y + dy, 5), clamped(x + dx, 6), c)).join();
      }),
    );
    const seen = new Set(PLACES.map((place) => changed({ shift: 2 }, place).join()));
    expect([...seen].every((photo) => moved.includes(photo))).toBe(true);
    expect(seen.size).toBe(25);
  });

  it('keeps a gradient a gradient when it stretches a window, within its values', () => {
    const slope = photoOf((y, x) => 10 * y + 20 * x);
    for (const place of PLACES.slice(0, 50)) {
      const photo = changed({ minCrop: 0.4 }, place, slope);
      const across = at(photo, 3, 4, 0) - at(photo, 3, 3, 0);
      expect(across).toBeGreaterThanOrEqual(0.4 * 20 - 1);
      expect(across).toBeLessThanOrEqual(21);
      expect(Math.max(...photo)).toBeLessThanOrEqual(170);
    }
  });

  it('keeps values within a byte when it makes photos lighter', () => {
    const white = PHOTO.map(() => 250);
    const seen = PLACES.map((place) => changed({ brightness: 0.5 }, place, white)[0]);
    expect(Math.max(...seen)).toBe(255);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(125);
    expect(Math.min(...seen)).toBeLessThan(150);
  });

  it('paints one square grey, cut off at the edge', () => {
    const black = PHOTO.map(() => 0);
    const painted = PLACES.map((place) => {
      const photo = changed({ cutout: 3 }, place, black);
      return photo.filter((value) => value === 128).length / 2;
    });
    expect(new Set(painted)).toEqual(new Set([4, 6, 9]));
  });
});
