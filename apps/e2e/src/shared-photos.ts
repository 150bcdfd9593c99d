import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './peasy.js';

/** The real photos that the project is developed with; a user's clone has none. */
export const REAL_PHOTOS = path.resolve(ROOT, '../shared/data/dogs-vs-cats-16k.zip');
export const HAS_REAL_PHOTOS = existsSync(REAL_PHOTOS);

/** For the name of a suite that needs them. */
export const NEEDS_REAL_PHOTOS = HAS_REAL_PHOTOS
  ? ''
  : ' [needs ../shared/data/dogs-vs-cats-16k.zip, absent here]';
