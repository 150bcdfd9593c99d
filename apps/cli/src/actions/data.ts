import path from 'node:path';
import {
  cachedPhotoFiles,
  clearPhotoCache,
  describeSource,
  type FetchProgress,
  fetchPhotos,
  type SourceDescription,
} from '@peasy/data';
import { printJson } from '../open-record.js';
import { photoSource } from '../photos.js';
import { StopSignals } from '../stop-signals.js';
import { formatBytes, formatCount, formatSeconds } from '../terminal/format.js';
import { LiveLine, progressBar } from '../terminal/live-line.js';
import { formatTable } from '../terminal/table.js';
import { DRAWN_NOTICE } from '../words.js';
import { cacheFolder, findWorkspace } from '../workspace.js';

/** Flags of `peasy data`. */
export interface JsonFlag {
  readonly json?: boolean;
}

/** `peasy data [path]` */
export async function describePhotos(given: string | undefined, flags: JsonFlag): Promise<void> {
  const source = await photoSource(findWorkspace(), given);
  if (source === undefined) {
    if (flags.json) printJson({ source: null, dataset: 'drawn' });
    else console.log(DRAWN_NOTICE);
    return;
  }
  const description = await describeSource(source);
  if (flags.json) printJson(description);
  else printDescription(description);
}

function printDescription(description: SourceDescription): void {
  const { layout, classes, photos, bytes, unlabelled, rejected } = description;
  console.log(
    `${description.path}\n${description.kind}, layout ${layout ?? 'unknown'}, ${formatCount(photos)} photos, ${formatBytes(bytes)}\n`,
  );
  console.log(
    formatTable(classes, [
      { head: 'class', cell: ({ name }) => name },
      { head: 'photos', align: 'right', cell: (one) => formatCount(one.photos) },
      { head: 'size', align: 'right', cell: (one) => formatBytes(one.bytes) },
    ]),
  );
  if (unlabelled > 0)
    console.log(`\n${formatCount(unlabelled)} photos without a class are passed over`);
  for (const { path: file, reason } of rejected) console.log(`left out: ${file}: ${reason}`);
}

/** `peasy data fetch` */
export async function fetchArchive(): Promise<void> {
  const folder = path.join(findWorkspace().root, 'data');
  const line = new LiveLine(process.stderr);
  const stop = new StopSignals(() => line.print('Stopping; "peasy data fetch" goes on from here.'));
  const began = performance.now();
  try {
    const file = await fetchPhotos({
      folder,
      signal: stop.signal,
      onProgress: (progress) =>
        line.update(() => describeFetch(progress, (performance.now() - began) / 1000)),
    });
    line.print(`Fetched ${file}. "peasy train --config cnn" uses it from now on.`);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.exitCode;
  } finally {
    line.clear();
    stop.close();
  }
}

function describeFetch({ done, total, resumedFrom }: FetchProgress, seconds: number): string {
  const rate = (done - resumedFrom) / seconds;
  const speed = `${formatBytes(Math.round(rate))}/s`;
  if (total === undefined) return `Fetching  ${formatBytes(done)}  ${speed}`;
  const left = formatSeconds((total - done) / rate);
  return `Fetching  ${progressBar(done / total)} ${formatBytes(done)} of ${formatBytes(total)}  ${speed}  ${left} left`;
}

/** `peasy data cache` */
export async function showCache(flags: JsonFlag & { readonly clear?: boolean }): Promise<void> {
  const folder = cacheFolder(findWorkspace());
  const files = flags.clear ? await clearPhotoCache(folder) : await cachedPhotoFiles(folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (flags.json) {
    printJson({ folder, cleared: flags.clear ?? false, files, bytes });
    return;
  }
  if (files.length > 0 && !flags.clear) {
    console.log(
      formatTable(files, [
        { head: 'file', cell: (file) => path.basename(file.path) },
        { head: 'size', align: 'right', cell: (file) => formatBytes(file.bytes) },
        { head: 'written', cell: (file) => file.created.toISOString() },
      ]),
    );
  }
  const words = flags.clear ? 'removed' : 'in all';
  console.log(`${files.length} files, ${formatBytes(bytes)} ${words}, in ${folder}`);
}
