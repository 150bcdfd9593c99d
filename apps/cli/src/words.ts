import type { SplitSummary } from '@peasy/core';
import { formatCount } from './terminal/format.js';

/** What has to be said of a split beside any accuracy that comes from it; undefined when it is sound. */
export function leakWarning({ test, testAlsoTrained }: SplitSummary): string | undefined {
  if (testAlsoTrained === 0) return undefined;
  return `${formatCount(testAlsoTrained)} of ${formatCount(test)} test photos were trained on: this is not a test`;
}

/** The line for a run without photos. */
export const DRAWN_NOTICE =
  'No photos found, so this run trains on cats and dogs that Peasy draws (dataset = drawn). For real ones: --data PATH (a folder or a zip), or "peasy data fetch".';
