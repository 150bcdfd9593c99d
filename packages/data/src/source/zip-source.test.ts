import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPhotos } from '../open-photos.js';
import { options, plainPhoto, temporaryFolder, writeZip } from '../testing/photo-files.js';
import { MAX_PHOTO_BYTES } from './photo-source.js';

/** Offsets in an entry of the directory, APPNOTE.TXT 4.3.12. */
const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const FLAGS = 8;
const METHOD = 10;
const CHECKSUM = 16;
const UNPACKED_SIZE = 24;
const ATTRIBUTES = 38;
const NAME = 46;

describe('openPhotos() of a zip', () => {
  it('lists entries whose path climbs out, and never reads them', async () => {
    const zip = await zipWith(['aa/x.jpg', 'bb/y.jpg', 'c_/z.jpg', 'd/dd/w.jpg']);
    zip.rename('aa/x.jpg', '../x.jpg');
    zip.rename('bb/y.jpg', '/b/y.jpg');
    zip.rename('c_/z.jpg', 'c:/z.jpg');
    zip.rename('d/dd/w.jpg', 'd\\dd\\w.jpg');
    expect((await zip.open()).rejected.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      expect.stringMatching(/^\.\.\/x\.jpg .*climbs out/),
      expect.stringMatching(/^\/b\/y\.jpg .*climbs out/),
      expect.stringMatching(/^c:\/z\.jpg .*climbs out/),
      expect.stringMatching(/^d\\dd\\w\.jpg .*backslash/),
    ]);
  });

  it('stops an entry that swells beyond the size that the directory says', async () => {
    const zip = await zipWith(['cat/bomb.jpg'], Buffer.alloc(5_000_000));
    zip.patch('cat/bomb.jpg', (entry) => entry.writeUInt32LE(1000, UNPACKED_SIZE));
    expect((await zip.open()).rejected).toEqual([
      { path: 'cat/bomb.jpg', reason: 'unpacks to more than the 1000 bytes that the archive says' },
    ]);
  });

  it('refuses an entry that is honest about being too large, without unpacking it', async () => {
    const zip = await zipWith(['cat/large.jpg']);
    zip.patch('cat/large.jpg', (entry) => entry.writeUInt32LE(MAX_PHOTO_BYTES + 1, UNPACKED_SIZE));
    expect((await zip.open()).rejected[0].reason).toContain(`${MAX_PHOTO_BYTES + 1} bytes large`);
  });

  it.each([
    ['an encrypted entry', (entry: Buffer) => entry.writeUInt16LE(1, FLAGS), 'is encrypted'],
    ['an unknown compression', (entry: Buffer) => entry.writeUInt16LE(12, METHOD), 'method 12'],
    ['a wrong checksum', (entry: Buffer) => entry.writeUInt32LE(7, CHECKSUM), 'checksum'],
    [
      'a link',
      (entry: Buffer) => entry.writeUInt32LE(0o120777 * 2 ** 16, ATTRIBUTES),
      'is a link, which is not followed',
    ],
  ] as const)('leaves out %s with its reason', async (_, change, reason) => {
    const zip = await zipWith(['cat/odd.jpg']);
    zip.patch('cat/odd.jpg', change);
    const { rejected, paths } = await zip.open();
    expect(rejected).toEqual([{ path: 'cat/odd.jpg', reason: expect.stringContaining(reason) }]);
    expect(paths).toEqual(['cat/1.jpg', 'dog/1.jpg']);
  });

  it('uses the first of two entries of one path', async () => {
    const zip = await zipWith(['cat/2.jpg']);
    zip.rename('cat/2.jpg', 'cat/1.jpg');
    const { rejected, paths } = await zip.open();
    expect(paths).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect(rejected[0].reason).toContain('comes twice');
  });

  it('reads stored entries and zip64', async () => {
    const folder = await temporaryFolder();
    const files = { 'cat/1.jpg': await plainPhoto(1), 'dog/1.jpg': await plainPhoto(2) };
    for (const more of [{ compress: false }, { forceZip64Format: true }]) {
      const path = await writeZip(folder, `${Object.keys(more)}.zip`, files, more);
      const set = await openPhotos(options(path, folder, { size: 5 }));
      expect(set.images.count).toBe(2);
    }
  });

  it('refuses a zip that was cut off', async () => {
    const zip = await zipWith([]);
    zip.bytes = zip.bytes.subarray(0, zip.bytes.length - 30);
    await expect(zip.open()).rejects.toThrow(/cannot be read as a zip.*fetch it again/);
  });

  it('leaves out a photo whose bytes are damaged, and keeps the rest', async () => {
    const zip = await zipWith(['cat/2.jpg'], await plainPhoto(9));
    const start = zip.bytes.indexOf('cat/2.jpg') + 'cat/2.jpg'.length;
    zip.bytes.fill(0xee, start + 20, start + 60);
    const { rejected, images } = await zip.open();
    expect(images.count).toBe(2);
    expect(rejected.map(({ path }) => path)).toEqual(['cat/2.jpg']);
  });
});

/** A zip of a cat, a dog and more entries, whose bytes can be tampered with before it is opened. */
async function zipWith(paths: readonly string[], content?: Uint8Array) {
  const folder = await temporaryFolder();
  const photo = content ?? (await plainPhoto(3));
  const path = await writeZip(folder, 'set.zip', {
    'cat/1.jpg': await plainPhoto(1),
    'dog/1.jpg': await plainPhoto(2),
    ...Object.fromEntries(paths.map((name) => [name, photo])),
  });
  const zip = {
    bytes: await readFile(path),
    rename(from: string, to: string) {
      for (let at = this.bytes.indexOf(from); at >= 0; at = this.bytes.indexOf(from)) {
        this.bytes.write(to, at, 'latin1');
      }
    },
    patch(name: string, change: (entry: Buffer) => void) {
      const nameAt = this.bytes.lastIndexOf(name);
      const entry = this.bytes.subarray(nameAt - NAME);
      expect(entry.subarray(0, 4)).toEqual(DIRECTORY_ENTRY);
      change(entry);
    },
    async open() {
      const changed = join(folder, 'changed.zip');
      await writeFile(changed, this.bytes);
      return openPhotos(options(changed, folder));
    },
  };
  return zip;
}
