import path from 'node:path';
import type { Fit } from '@peasy/core';
import { findPhotos, openPhotos, type PhotoProgress, type PhotoSet } from '@peasy/data';
import { formatCount, formatSeconds } from './terminal/format.js';
import { LiveLine, progressBar } from './terminal/live-line.js';
import { cacheFolder, resolveFrom, type Workspace } from './workspace.js';

export interface PhotoOptions {
  readonly size: number;
  readonly fit: Fit;
  readonly classes: readonly string[];
  readonly strict: boolean;
  /** No progress line. */
  readonly quiet: boolean;
  /** Told of progress beside the line. */
  readonly onProgress?: (progress: PhotoProgress) => void;
  readonly signal?: AbortSignal;
}

/** Where photos come from: `--data`, else PEASY_DATA, else the first match in the workspace's `data/`; undefined: none. */
export async function photoSource(
  workspace: Workspace,
  given: string | undefined,
): Promise<string | undefined> {
  const named = given ?? process.env.PEASY_DATA;
  if (named) return resolveFrom(workspace, named);
  return findPhotos(path.join(workspace.root, 'data'));
}

/** Opens photos with a progress line on standard error. */
export async function loadPhotos(
  workspace: Workspace,
  source: string | undefined,
  options: PhotoOptions,
): Promise<PhotoSet> {
  const { quiet, onProgress, ...rest } = options;
  const line = new LiveLine(process.stderr);
  const meter = new PhotoMeter();
  try {
    return await openPhotos({
      ...rest,
      source,
      cacheFolder: cacheFolder(workspace),
      onProgress: (progress) => {
        onProgress?.(progress);
        if (!quiet) line.update(() => meter.describe(progress));
      },
    });
  } finally {
    line.clear();
  }
}

/** Says how far a stage is, how fast it goes, and how long it still takes. */
class PhotoMeter {
  #stage: PhotoProgress['stage'] | undefined;
  #since = 0;
  #from = 0;

  describe({ stage, done, total }: PhotoProgress): string {
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#since = performance.now();
      this.#from = done;
    }
    const words = { scan: 'Reading', draw: 'Drawing', decode: 'Decoding' }[stage];
    const rate = (done - this.#from) / ((performance.now() - this.#since) / 1000);
    const left = rate > 0 ? formatSeconds((total - done) / rate) : '-';
    return `${words} photos  ${progressBar(done / total)} ${formatCount(done)} of ${formatCount(total)}  ${formatCount(rate || 0)} images/s  ${left} left`;
  }
}
