import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openPhotos } from '../open-photos.js';
import { PhotoError } from '../photo-set.js';
import { options, plainPhoto, temporaryFolder, writeZip } from '../testing/photo-files.js';
import { cachedPhotoFiles, clearPhotoCache } from './cache-folder.js';
import { requireRoom, writeChunks, writeError } from './write-atomically.js';

const BUILD = fileURLToPath(new URL('../testing/build-cache.ts', import.meta.url));

describe('the photo cache', () => {
  it('is rebuilt when a byte of it has changed, wherever it lies', async () => {
    const folder = await temporaryFolder();
    const source = await pets(folder);
    const first = await openPhotos(options(source, folder));
    const [{ path, bytes }] = await cachedPhotoFiles(join(folder, 'cache'));
    for (const at of [0, 9, 40, bytes - 200, bytes - 1]) {
      const content = await readFile(path);
      content[at] ^= 0x10;
      await writeFile(path, content);
      const again = await openPhotos(options(source, folder));
      expect(again.cached, `byte ${at}`).toBe(false);
      expect(again.images.pixels).toEqual(first.images.pixels);
      expect((await openPhotos(options(source, folder))).cached).toBe(true);
    }
  });

  it('is rebuilt when it was cut off', async () => {
    const folder = await temporaryFolder();
    const source = await pets(folder);
    await openPhotos(options(source, folder));
    const [{ path, bytes }] = await cachedPhotoFiles(join(folder, 'cache'));
    for (const length of [bytes - 1, 100, 5, 0]) {
      await truncate(path, length);
      expect((await openPhotos(options(source, folder))).cached).toBe(false);
    }
  });

  it('keeps no half file of a build that is killed while writing, and the next one tidies up', async () => {
    const folder = await temporaryFolder();
    const source = await pets(folder, 60);
    const cacheFolder = join(folder, 'cache');
    const temporary = await killWhileWriting(source, cacheFolder, 512);
    expect(await readdir(cacheFolder)).toEqual([temporary]);
    expect((await cachedPhotoFiles(cacheFolder)).map(({ path }) => path)).toEqual([
      join(cacheFolder, temporary),
    ]);

    expect((await openPhotos(options(source, folder, { size: 512 }))).cached).toBe(false);
    expect(existsSync(join(cacheFolder, temporary))).toBe(false);
    expect((await openPhotos(options(source, folder, { size: 512 }))).cached).toBe(true);
  });

  it('is built by two processes at once without harm', async () => {
    const folder = await temporaryFolder();
    const source = await pets(folder, 20);
    const cacheFolder = join(folder, 'cache');
    const children = [build(source, cacheFolder, 128), build(source, cacheFolder, 128)];
    const results = await Promise.all(children.map(ended));
    const digests = results.map(({ output }) => JSON.parse(output).digest);
    expect(digests[0]).toBe(digests[1]);
    const set = await openPhotos(options(source, folder, { size: 128 }));
    expect(set.cached).toBe(true);
    expect(set.digest).toBe(digests[0]);
    expect(await readdir(cacheFolder)).toHaveLength(1);
  });

  it('leaves alone the temporary file of a build that lives', async () => {
    const folder = await temporaryFolder();
    const source = await pets(folder);
    const cacheFolder = join(folder, 'cache');
    await openPhotos(options(source, folder));
    const [{ path }] = await cachedPhotoFiles(cacheFolder);
    const { temporaryPath } = await import('./temporary-files.js');
    const ours = temporaryPath(path);
    await writeFile(ours, 'half');
    await openPhotos(options(source, folder, { size: 9 }));
    expect(existsSync(ours)).toBe(true);
  });
});

describe('cachedPhotoFiles() and clearPhotoCache()', () => {
  it('list and remove the cache and nothing else', async () => {
    const folder = await temporaryFolder();
    const cacheFolder = join(folder, 'cache');
    expect(await cachedPhotoFiles(cacheFolder)).toEqual([]);
    await openPhotos(options(await pets(folder), folder));
    await writeFile(join(cacheFolder, 'notes.txt'), 'mine');
    const [file] = await cachedPhotoFiles(cacheFolder);
    expect(file.bytes).toBe((await stat(file.path)).size);
    expect(Math.abs(file.created.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await clearPhotoCache(cacheFolder)).toEqual([file]);
    expect(await readdir(cacheFolder)).toEqual(['notes.txt']);
  });
});

describe('a full disk', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'is told with the bytes needed and the folder (needs /dev/full)',
    async () => {
      const folder = await temporaryFolder();
      const cause: unknown = await writeChunks('/dev/full', [new Uint8Array(10)]).catch((e) => e);
      expect(cause).toMatchObject({ code: 'ENOSPC' });
      const error = await writeError(cause as Error, folder, 10, 'the packed photos');
      expect(error).toBeInstanceOf(PhotoError);
      expect(error.message).toMatch(
        /disk is full\. 10 bytes are needed in .*peasy-data-.*are free/,
      );
    },
  );

  it('is foreseen before anything is drawn', async () => {
    const folder = await temporaryFolder();
    await expect(requireRoom(folder, 1e17, 'the packed photos')).rejects.toThrow('disk is full');
    const stages: string[] = [];
    const huge = openPhotos(
      options(undefined, folder, {
        size: 4096,
        drawn: { photosPerClass: 50_000 },
        onProgress: ({ stage }) => stages.push(stage),
      }),
    );
    await expect(huge).rejects.toThrow(/disk is full\. 50\d{11} bytes are needed/);
    expect(stages).not.toContain('draw');
  });
});

/**
 * Kills a build as soon as its temporary file is there, and gives the name of what it left. On a
 * busy machine the build may have been quicker than the kill; then another one is tried.
 */
async function killWhileWriting(source: string, cacheFolder: string, size: number) {
  await mkdir(cacheFolder);
  for (let attempt = 0; attempt < 8; attempt++) {
    const child = build(source, cacheFolder, size);
    const watcher = watch(cacheFolder, (_, name) => {
      if (name?.endsWith('.tmp')) child.kill('SIGKILL');
    });
    await ended(child);
    watcher.close();
    const [left] = await readdir(cacheFolder);
    if (child.signalCode === 'SIGKILL' && left?.endsWith('.tmp')) return left;
    await clearPhotoCache(cacheFolder);
  }
  throw new Error('No build could be killed while it was writing.');
}

async function pets(parent: string, each = 2): Promise<string> {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < each; i++) {
    files[`cat/${i}.jpg`] = await plainPhoto(i);
    files[`dog/${i}.jpg`] = await plainPhoto(i, 200);
  }
  return writeZip(parent, 'pets.zip', files);
}

function build(source: string, cacheFolder: string, size: number): ChildProcess {
  const flags = ['--import', 'tsx', '--conditions=@peasy/source'];
  return spawn(process.execPath, [...flags, BUILD, source, cacheFolder, String(size)], {
    cwd: dirname(BUILD),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (piece: Buffer) => {
    output += piece.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
