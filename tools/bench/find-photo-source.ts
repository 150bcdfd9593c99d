import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workspaceRoot } from '../workspace-root.js';

const SHARED = join(workspaceRoot, '..', 'shared', 'data', 'dogs-vs-cats-16k.zip');

/** The photos to train on: as named, else PEASY_DATA, else the zip beside the clone; undefined: Peasy draws some. */
export function findPhotoSource(given: string | undefined): string | undefined {
  const named = given ?? process.env.PEASY_DATA;
  if (named) return resolve(process.env.INIT_CWD ?? process.cwd(), named);
  return existsSync(SHARED) ? SHARED : undefined;
}
