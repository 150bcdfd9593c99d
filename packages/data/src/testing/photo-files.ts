import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import type { OpenPhotosOptions } from '../photo-set.js';

/** Files by path, to be written to a folder or a zip. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'peasy-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A JPEG of one colour, whose bytes differ from those of any other colour. */
export async function plainPhoto(red: number, green = 80, blue = 80): Promise<Uint8Array> {
  const background = { r: red % 256, g: green, b: blue };
  return sharp({ create: { width: 24, height: 16, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** Writes the files below a new folder in `parent`. */
export async function writeFolder(parent: string, name: string, files: Files): Promise<string> {
  const root = join(parent, name);
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Writes the files to a zip in `parent`. */
export async function writeZip(
  parent: string,
  name: string,
  files: Files,
  options: { readonly compress?: boolean; readonly forceZip64Format?: boolean } = {},
): Promise<string> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, options);
  }
  zip.end();
  const path = join(parent, name);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Options for openPhotos(), with a cache of the test's own. */
export function options(
  source: string | undefined,
  folder: string,
  more: Partial<OpenPhotosOptions> = {},
): OpenPhotosOptions {
  return {
    source,
    size: 8,
    fit: 'squash',
    classes: [],
    strict: false,
    cacheFolder: join(folder, 'cache'),
    ...more,
  };
}
