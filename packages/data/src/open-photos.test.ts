import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPhotos } from './open-photos.js';
import { PhotoError, type PhotoProgress } from './photo-set.js';
import {
  type Files,
  options,
  plainPhoto,
  temporaryFolder,
  writeFolder,
  writeZip,
} from './testing/photo-files.js';

let photos: readonly Uint8Array[] = [];
beforeAll(async () => {
  photos = await Promise.all(Array.from({ length: 12 }, (_, i) => plainPhoto(20 * i)));
});

const kaggle = (): Files => ({
  'train/dog.0.jpg': photos[0],
  'train/cat.10.jpg': photos[1],
  'train/cat.2.jpg': photos[2],
  'test1/1.jpg': photos[3],
});
const microsoft = (): Files => ({
  'PetImages/Dog/0.jpg': photos[0],
  'PetImages/Cat/0.jpg': photos[1],
  'PetImages/Cat/Thumbs.db': 'thumbs',
  'readme[1].txt': 'read me',
  '__MACOSX/PetImages/Cat/._0.jpg': 'macOS',
  'PetImages/Cat/.hidden.jpg': 'hidden',
});

describe.each([
  ['folder', writeFolder],
  ['zip', (parent: string, name: string, files: Files) => writeZip(parent, `${name}.zip`, files)],
] as const)('openPhotos() of a %s', (kind, write) => {
  it("reads Kaggle's layout: by class, then as people count", async () => {
    const folder = await temporaryFolder();
    const set = await openPhotos(options(await write(folder, 'kaggle', kaggle()), folder));
    expect(set).toMatchObject({
      kind: 'files',
      name: kind === 'zip' ? 'kaggle.zip' : 'kaggle',
      classes: ['cat', 'dog'],
      paths: ['train/cat.2.jpg', 'train/cat.10.jpg', 'train/dog.0.jpg'],
      rejected: [],
      cached: false,
    });
    expect(set.images).toMatchObject({ count: 3, height: 8, width: 8, channels: 3 });
    expect([...set.images.labels]).toEqual([0, 0, 1]);
    // Each row is its own photo: red is 40, 20 and 0.
    [40, 20, 0].forEach((red, row) => {
      expect(Math.abs(set.images.pixels[row * 8 * 8 * 3] - red)).toBeLessThan(4);
    });
  });

  it("reads Microsoft's layout, and nothing that only looks like a photo of it", async () => {
    const folder = await temporaryFolder();
    const set = await openPhotos(options(await write(folder, 'microsoft', microsoft()), folder));
    expect(set.classes).toEqual(['Cat', 'Dog']);
    expect(set.paths).toEqual(['PetImages/Cat/0.jpg', 'PetImages/Dog/0.jpg']);
    expect(set.rejected).toEqual([]);
  });

  it('lists broken photos, leaves them out, and keeps the others in their rows', async () => {
    const folder = await temporaryFolder();
    const source = await write(folder, 'set', {
      'cat/1.jpg': photos[1],
      'cat/2.jpg': '',
      'cat/3.jpg': 'I am text',
      'cat/4.jpg': photos[4].subarray(0, photos[4].length * 0.7),
      'cat/5.jpg': photos[5],
      'dog/1.jpg': photos[6],
    });
    const set = await openPhotos(options(source, folder));
    expect(set.paths).toEqual(['cat/1.jpg', 'cat/5.jpg', 'dog/1.jpg']);
    expect(set.rejected.map(({ path, reason }) => `${path} ${reason.slice(0, 17)}`)).toEqual([
      'cat/2.jpg is empty (zero by',
      'cat/3.jpg is no photo: expe',
      'cat/4.jpg cannot be decoded',
    ]);
    expect(set.images.pixels.length).toBe(3 * 8 * 8 * 3);
    expect(Math.abs(set.images.pixels[8 * 8 * 3] - 100)).toBeLessThan(4);

    const again = await openPhotos(options(source, folder));
    expect(again.cached).toBe(true);
    expect(again.rejected).toEqual(set.rejected);
  });

  it('stops at the first broken photo when strict, cached or not', async () => {
    const folder = await temporaryFolder();
    const files = {
      'cat/1.jpg': photos[1],
      'cat/2.jpg': '',
      'cat/3.jpg': '',
      'dog/1.jpg': photos[2],
    };
    const strict = options(await write(folder, 'set', files), folder, { strict: true });
    await expect(openPhotos(strict)).rejects.toThrow('cat/2.jpg is empty');
    await openPhotos({ ...strict, strict: false });
    await expect(openPhotos(strict)).rejects.toThrow('cat/2.jpg is empty');
    await expect(openPhotos(strict)).rejects.toThrow(PhotoError);
  });

  it('finds its cache again, also under another name, and another for other options', async () => {
    const folder = await temporaryFolder();
    const first = await openPhotos(options(await write(folder, 'one', kaggle()), folder));
    const renamed = await write(folder, 'two', kaggle());
    const second = await openPhotos(options(renamed, folder));
    expect(second.cached).toBe(true);
    expect(second.name).toBe(kind === 'zip' ? 'two.zip' : 'two');
    expect(second.digest).toBe(first.digest);
    expect(second.images.pixels).toEqual(first.images.pixels);
    expect(second.hashes).toEqual(first.hashes);

    for (const more of [{ size: 9 }, { fit: 'crop' }, { classes: ['dog', 'cat'] }] as const) {
      const other = await openPhotos(options(renamed, folder, more));
      expect(other.cached).toBe(false);
      expect(other.digest).not.toBe(first.digest);
    }
  });

  it('sees a photo that has changed under the same name and size', async () => {
    const folder = await temporaryFolder();
    const before = await openPhotos(options(await write(folder, 'set', kaggle()), folder));
    const other = Uint8Array.from(photos[0]);
    other[other.length - 4] ^= 1;
    const changed = await write(folder, 'set', { ...kaggle(), 'train/dog.0.jpg': other });
    const after = await openPhotos(options(changed, folder));
    expect(after.cached).toBe(false);
    expect(after.hashes[2]).not.toBe(before.hashes[2]);
  });
});

describe('openPhotos()', () => {
  it('orders labels as the classes are asked for, and leaves other classes out', async () => {
    const folder = await temporaryFolder();
    const names = ['ant', 'bee', 'cow'];
    const files = names.map((name, i) => [`${name}/1.jpg`, photos[i]] as const);
    const source = await writeFolder(folder, 'set', Object.fromEntries(files));
    const set = await openPhotos(options(source, folder, { classes: ['cow', 'ant'] }));
    expect(set.classes).toEqual(['cow', 'ant']);
    expect(set.paths).toEqual(['cow/1.jpg', 'ant/1.jpg']);
    expect([...set.images.labels]).toEqual([0, 1]);
  });

  it('names the nearest class when one is not there', async () => {
    const folder = await temporaryFolder();
    const source = await writeFolder(folder, 'set', kaggle());
    await expect(openPhotos(options(source, folder, { classes: ['cat', 'dgo'] }))).rejects.toThrow(
      'got "dgo", which has no photo there. Did you mean "dog"? There are: "cat", "dog".',
    );
    await expect(openPhotos(options(source, folder, { classes: ['cat', 'cat'] }))).rejects.toThrow(
      'without repeats',
    );
    await expect(openPhotos(options(source, folder, { classes: ['cat'] }))).rejects.toThrow(
      'at least two classes in data.classes',
    );
  });

  it('refuses a class of which nothing is left, and says why', async () => {
    const folder = await temporaryFolder();
    const source = await writeFolder(folder, 'set', { 'cat/1.jpg': photos[0], 'dog/1.jpg': '' });
    await expect(openPhotos(options(source, folder))).rejects.toThrow(
      'Expected usable photos of class "dog" in set, all of them were left out: dog/1.jpg is empty',
    );
  });

  it('explains the layouts when there are fewer than two classes', async () => {
    const folder = await temporaryFolder();
    for (const [name, files, found] of [
      ['empty', {}, 'found no photo'],
      ['loose', { '1.jpg': photos[0] }, 'found none, though 1 photo'],
      ['one', { 'cat/1.jpg': photos[0] }, 'found only one, "cat"'],
    ] as const) {
      const source = await writeFolder(folder, name, files);
      await expect(openPhotos(options(source, folder))).rejects.toThrow(found);
      await expect(openPhotos(options(source, folder))).rejects.toThrow('cat/0.jpg, dog/0.jpg');
    }
  });

  it('says what is wrong with a source that is not there, or is no zip', async () => {
    const folder = await temporaryFolder();
    await expect(openPhotos(options(join(folder, 'gone'), folder))).rejects.toThrow(
      /Expected a folder or a zip of photos at .*gone, found nothing/,
    );
    await writeFile(join(folder, 'text.zip'), 'no zip at all');
    await expect(openPhotos(options(join(folder, 'text.zip'), folder))).rejects.toThrow(
      'text.zip cannot be read as a zip',
    );
  });

  it('decodes to any size', async () => {
    const folder = await temporaryFolder();
    const source = await writeFolder(folder, 'set', kaggle());
    const set = await openPhotos(options(source, folder, { size: 48 }));
    expect(set.images.pixels.length).toBe(3 * 48 * 48 * 3);
    await expect(openPhotos(options(source, folder, { size: 0 }))).rejects.toThrow('got 0');
  });

  it('tells how far it is: up to the number of photos, never back', async () => {
    const folder = await temporaryFolder();
    const source = await writeFolder(folder, 'set', kaggle());
    const seen: PhotoProgress[] = [];
    await openPhotos(options(source, folder, { onProgress: (progress) => seen.push(progress) }));
    const decoded = seen.filter(({ stage }) => stage === 'decode');
    expect(decoded.map(({ done }) => done)).toEqual([1, 2, 3]);
    expect(decoded.every(({ total }) => total === 3)).toBe(true);
    expect(seen[0].stage).toBe('scan');
  });

  it('stops when it is aborted, and leaves no cache', async () => {
    const folder = await temporaryFolder();
    const many = photos.flatMap((photo, i) => [
      [`cat/${i}.jpg`, photo],
      [`dog/${i}.jpg`, photo],
    ]);
    const source = await writeFolder(folder, 'set', Object.fromEntries(many) as Files);
    const controller = new AbortController();
    let decoded = 0;
    const aborted = openPhotos(
      options(source, folder, {
        signal: controller.signal,
        onProgress: ({ stage, done }) => {
          if (stage !== 'decode') return;
          decoded = done;
          if (done === 3) controller.abort();
        },
      }),
    );
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(decoded).toBeLessThan(24);
    expect((await openPhotos(options(source, folder))).cached).toBe(false);
  });

  it('says so when the cache cannot be written, before it decodes anything', async () => {
    const folder = await temporaryFolder();
    const source = await writeZip(folder, 'set.zip', kaggle());
    await mkdir(join(folder, 'cache'));
    await writeFile(join(folder, 'cache', 'file'), '');
    const stages: string[] = [];
    const refused = openPhotos(
      options(source, folder, {
        cacheFolder: join(folder, 'cache', 'file', 'inside'),
        onProgress: ({ stage }) => stages.push(stage),
      }),
    );
    await expect(refused).rejects.toThrow(PhotoError);
    await expect(refused).rejects.toThrow(
      /Could not write the packed photos \(\d+ bytes\) in .*inside/,
    );
    expect(stages).not.toContain('decode');
  });
});
