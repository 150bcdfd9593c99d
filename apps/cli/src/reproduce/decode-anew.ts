import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type OpenPhotosOptions, openPhotos } from '@peasy/data';

/** Seconds of reading, decoding and packing photos, past the cache: into a folder that is gone afterwards. */
export async function decodeAnew(options: Omit<OpenPhotosOptions, 'cacheFolder'>): Promise<number> {
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'peasy-decode-'));
  try {
    const began = performance.now();
    await openPhotos({ ...options, cacheFolder });
    return (performance.now() - began) / 1000;
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true });
  }
}
