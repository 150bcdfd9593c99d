import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openPhotos } from '../open-photos.js';
import { options, temporaryFolder, writeFolder } from '../testing/photo-files.js';
import { DRAWN_SIZE, drawPhoto } from './draw-photo.js';
import { DRAWN_KINDS } from './species/index.js';

describe('drawPhoto()', () => {
  it('draws the same JPEG from the same seed, and another from any other', async () => {
    const seen = new Set<string>();
    const choices = DRAWN_KINDS.flatMap((kind) =>
      [1, 2].flatMap((seed) => [0, 1].map((index) => ({ kind, seed, index }))),
    );
    for (const choice of choices) {
      const photo = await drawPhoto(choice);
      expect(await drawPhoto(choice)).toEqual(photo);
      expect(await sharp(photo).metadata()).toMatchObject({
        format: 'jpeg',
        width: DRAWN_SIZE,
        height: DRAWN_SIZE,
        channels: 3,
      });
      seen.add(createHash('sha256').update(photo).digest('hex'));
    }
    expect(seen.size).toBe(choices.length);
  });
});

describe('openPhotos() without a source', () => {
  it('draws cats and dogs, the same ones every time, and caches them', async () => {
    const folder = await temporaryFolder();
    const drawn = { photosPerClass: 20 };
    const set = await openPhotos(options(undefined, folder, { drawn }));
    expect(set).toMatchObject({
      kind: 'drawn',
      name: 'drawn',
      classes: ['cat', 'dog'],
      cached: false,
    });
    expect(set.images.count).toBe(40);
    expect(new Set(set.hashes).size).toBe(40);
    expect((await openPhotos(options(undefined, folder, { drawn }))).cached).toBe(true);

    const elsewhere = await openPhotos(options(undefined, await temporaryFolder(), { drawn }));
    expect(elsewhere.digest).toBe(set.digest);
    const other = await openPhotos(options(undefined, folder, { drawn: { ...drawn, seed: 2 } }));
    expect(other.digest).not.toBe(set.digest);
  });

  it('reads what it draws with the decoder of all photos', async () => {
    const folder = await temporaryFolder();
    const drawn = await openPhotos(options(undefined, folder, { drawn: { photosPerClass: 3 } }));
    const files: Record<string, Uint8Array> = {};
    for (const kind of ['cat', 'dog'] as const) {
      for (const index of [0, 1, 2]) {
        files[`${kind}/${index}.jpg`] = await drawPhoto({ kind, seed: 1, index });
      }
    }
    const read = await openPhotos(options(await writeFolder(folder, 'set', files), folder));
    expect(read.digest).toBe(drawn.digest);
    expect(read.kind).toBe('files');
  });

  it('cannot be told apart by mean colour', async () => {
    const folder = await temporaryFolder();
    const set = await openPhotos(options(undefined, folder, { drawn: { photosPerClass: 300 } }));
    const { pixels, labels, count } = set.images;
    const bytes = pixels.length / count;
    // For each channel: what a threshold at the mean of both classes' means would get right.
    for (let channel = 0; channel < 3; channel++) {
      const means = Array.from({ length: count }, (_, i) => {
        let sum = 0;
        for (let at = i * bytes + channel; at < (i + 1) * bytes; at += 3) sum += pixels[at];
        return (3 * sum) / bytes;
      });
      const middle = means.reduce((sum, mean) => sum + mean, 0) / count;
      const right = means.filter((mean, i) => mean > middle === (labels[i] === 1)).length / count;
      expect(Math.abs(right - 0.5)).toBeLessThan(0.1);
    }
  });

  it('draws five classes at 48 x 48, in the order asked for', async () => {
    const folder = await temporaryFolder();
    const classes = ['fish', 'bird', 'rabbit', 'dog', 'cat'];
    const set = await openPhotos(
      options(undefined, folder, { size: 48, classes, drawn: { photosPerClass: 2 } }),
    );
    expect(set.classes).toEqual(classes);
    expect([...set.images.labels]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(set.images.pixels.length).toBe(10 * 48 * 48 * 3);
  });

  it('says what it cannot draw, and draws nothing for a source that is merely empty', async () => {
    const folder = await temporaryFolder();
    await expect(
      openPhotos(options(undefined, folder, { classes: ['cat', 'dgo'] })),
    ).rejects.toThrow('"dgo" cannot be drawn. Did you mean "dog"?');
    await writeFile(join(folder, 'empty.txt'), '');
    await expect(openPhotos(options(folder, folder))).rejects.toThrow('found no photo');
  });
});
