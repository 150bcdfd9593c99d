import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LabelledImages, type RunConfig, splitPhotos } from '@peasy/core';
import { openPhotos } from '@peasy/data';
import { workspaceRoot } from '../workspace-root.js';
import { makeBenchFolder } from './bench-folder.js';

/** Photos as raw files that a program in any language reads. */
export interface PhotoFiles {
  /** uint8, `[count, height, width, channels]`. */
  readonly pixelsFile: string;
  /** uint8, the class index of each photo. */
  readonly labelsFile: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: readonly string[];
  /** Base name of the folder or zip, or "drawn". */
  readonly source: string;
}

/**
 * Writes the photos that the config trains on, cut to whole batches, so that every program of the
 * bench gets equal batches only. Decoded once, by Peasy, through Peasy's cache; the files lie in a
 * folder of that name.
 * @param most no more photos than this: peers that count by epochs need short ones for a slow network
 */
export async function exportPhotos(
  name: string,
  source: string | undefined,
  config: RunConfig,
  most = Number.POSITIVE_INFINITY,
): Promise<PhotoFiles> {
  const photos = await openPhotos({
    ...config.data,
    source,
    strict: false,
    cacheFolder: join(workspaceRoot, '.peasy', 'cache'),
  });
  const { train } = splitPhotos(
    photos.hashes.map((hash, i) => ({ hash, label: photos.images.labels[i] })),
    config.split,
  );
  const wanted = Math.min(train.length, most);
  const count = wanted - (wanted % config.batchSize);
  const folder = await makeBenchFolder(join('photos', name));
  const { height, width, channels } = photos.images;
  const rows = gatherRows(photos.images, train.subarray(0, count));
  return {
    pixelsFile: await writeWhole(join(folder, 'pixels.bin'), rows.pixels),
    labelsFile: await writeWhole(join(folder, 'labels.bin'), rows.labels),
    count,
    height,
    width,
    channels,
    classes: photos.classes,
    source: photos.name,
  };
}

function gatherRows(
  { pixels, labels, height, width, channels }: LabelledImages,
  indices: Int32Array,
): { pixels: Uint8Array; labels: Uint8Array } {
  const size = height * width * channels;
  const gathered = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => {
    gathered.set(pixels.subarray(from * size, (from + 1) * size), to * size);
  });
  return { pixels: gathered, labels: Uint8Array.from(indices, (index) => labels[index]) };
}

/** A bench that is stopped halfway leaves no half file for the next. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<string> {
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return path;
}
