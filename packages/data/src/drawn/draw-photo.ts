import { RandomStream, STREAMS } from '@peasy/core';
import sharp from 'sharp';
import { background } from './background.js';
import { between, brushOf, chance, n } from './brush.js';
import { ARTISTS, DRAWN_KINDS, type DrawnKind } from './species/index.js';

/** Raise it when the same seed draws other pictures than before. */
export const DRAWING_VERSION = 1;

/** Pixels a side of a drawn photo. */
export const DRAWN_SIZE = 80;

/** Which photo to draw: the same three always draw the same one. */
export interface DrawPhotoOptions {
  readonly kind: DrawnKind;
  readonly seed: number;
  /** From 0. */
  readonly index: number;
}

/**
 * Draws one animal: seeded pose, size, colours, background, light and noise.
 * @returns the bytes of a JPEG, 80 x 80 pixels.
 */
export async function drawPhoto({ kind, seed, index }: DrawPhotoOptions): Promise<Uint8Array> {
  const random = new RandomStream(seed, STREAMS.drawnPhotos, DRAWN_KINDS.indexOf(kind), index);
  const svg = drawSvg(kind, random);
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  addLightAndNoise(data, random);
  const { width, height } = info;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** Place, size, turn and side are drawn freely, so that no pixel by itself tells the species. */
function drawSvg(kind: DrawnKind, random: RandomStream): string {
  const scenery = background(random);
  const scale = between(random, 0.85, 1.2);
  const pose = [
    `translate(${n(between(random, -13, 13))} ${n(between(random, -7, 11))})`,
    `rotate(${n(between(random, -18, 18))})`,
    `scale(${n(chance(random, 0.5) ? scale : -scale)} ${n(scale)})`,
  ].join(' ');
  const animal = ARTISTS[kind](brushOf(random));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${DRAWN_SIZE}" height="${DRAWN_SIZE}" viewBox="-50 -50 100 100">` +
    `${scenery}<g transform="${pose}">${animal}</g></svg>`
  );
}

/** One brightness for the whole photo, a tint for each channel, and grain for each pixel. */
function addLightAndNoise(pixels: Uint8Array, random: RandomStream): void {
  const light = between(random, 0.7, 1.15);
  const tint = [0, 1, 2].map(() => light * between(random, 0.93, 1.07));
  const grain = between(random, 3, 15);
  for (let i = 0; i < pixels.length; i += 3) {
    // A sum of two uniform numbers: a triangle, near enough to a sensor's noise.
    const noise = (random.uniform() + random.uniform() - 1) * grain;
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[i + channel] * tint[channel] + noise;
      pixels[i + channel] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
}
