import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Reference answers, beside the workspace; they are no part of it. */
export const GOLDEN = join(import.meta.dirname, '../../../../shared/golden');

/** For the name of a suite that needs them. */
export const goldenMissing = !existsSync(GOLDEN);
export const goldenNote = goldenMissing
  ? ' [skipped: no ../shared/golden beside the workspace]'
  : '';
