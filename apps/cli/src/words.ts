import type { PhotoSet } from '@peasy/data';
import { formatCount } from './terminal/format.js';

/** The line for a run without photos. */
export const DRAWN_NOTICE =
  'No photos found, so this run trains on cats and dogs that Peasy draws (dataset = drawn). For real ones: --data PATH (a folder or a zip), or "peasy data fetch".';

/** For `--snapshot`. */
export const SNAPSHOT_HELP = 'weights: best, last, an epoch, or the id of a snapshot';

/** One line a photo that was left out, at most `limit`, and how many more. */
export function rejectedLines(photos: PhotoSet, limit = 10): string[] {
  const { rejected } = photos;
  if (rejected.length === 0) return [];
  const shown = rejected.slice(0, limit).map(({ path: file, reason }) => `  ${file}: ${reason}`);
  const more = rejected.length - shown.length;
  return [
    `Left out ${formatCount(rejected.length)} ${rejected.length === 1 ? 'file' : 'files'} that could not be read as photos (--strict stops at them):`,
    ...shown,
    ...(more > 0 ? [`  ... and ${formatCount(more)} more (peasy data PATH lists all)`] : []),
  ];
}
