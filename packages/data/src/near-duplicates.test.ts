import { NearDuplicates } from '@peasy/core';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPhoto } from './drawn/draw-photo.js';
import { openPhotos } from './open-photos.js';
import { options, temporaryFolder, writeFolder } from './testing/photo-files.js';

/** What people do to a photo before they upload it again. */
const CHANGES: Readonly<Record<string, (photo: Sharp) => Sharp>> = {
  'saved anew': (photo) => photo.jpeg({ quality: 30 }),
  'another format': (photo) => photo.webp({ quality: 60 }),
  smaller: (photo) => photo.resize(48, 48).jpeg(),
  larger: (photo) => photo.resize(200, 160, { fit: 'fill' }).jpeg(),
  brighter: (photo) => photo.linear(1.15, 6).jpeg(),
  darker: (photo) => photo.linear(0.7, 0).jpeg(),
  'with less contrast': (photo) => photo.linear(0.7, 38).jpeg(),
  grey: (photo) => photo.greyscale().jpeg(),
  // One pixel of 80 at each side.
  'slightly cropped': (photo) =>
    photo.extract({ left: 1, top: 1, width: 78, height: 78 }).jpeg({ quality: 90 }),
};
const ORIGINALS = 24;

describe('NearDuplicates of photos that were', () => {
  it.each(Object.keys(CHANGES))('%s', async (name) => {
    const folder = await temporaryFolder();
    const files: Record<string, Uint8Array> = {};
    for (let index = 0; index < ORIGINALS; index++) {
      const bytes = await drawPhoto({ kind: 'cat', seed: 11, index });
      files[`cat/${index}.jpg`] = bytes;
      files[`dog/${index}.jpg`] = await CHANGES[name](sharp(bytes)).toBuffer();
    }
    const photos = await openPhotos(
      options(await writeFolder(folder, 'photos', files), folder, { size: 32 }),
    );
    const found: string[] = [];
    new NearDuplicates(photos.images).eachPair(({ first, second }) =>
      found.push(`${photos.paths[first]} ${photos.paths[second]}`),
    );
    const twins = Array.from({ length: ORIGINALS }, (_, i) => `cat/${i}.jpg dog/${i}.jpg`);
    // No other pair, and all of these but where the content itself moved.
    expect(twins).toEqual(expect.arrayContaining(found));
    expect(found.length).toBeGreaterThanOrEqual(
      name === 'slightly cropped' ? ORIGINALS / 2 : ORIGINALS,
    );
  });
});
