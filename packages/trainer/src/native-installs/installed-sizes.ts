import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Bytes of each native file of an install, by its path in the folder. */
export type NativeFiles = Readonly<Record<string, number>>;

/** What every finished install leaves in `installed.json`. */
export interface InstallStamp {
  readonly files: NativeFiles;
}

/** The sizes of files, as they are now. */
export function installedSizes(folder: string, files: readonly string[]): NativeFiles {
  return Object.fromEntries(files.map((file) => [relative(folder, file), statSync(file).size]));
}

/** The stamp of a finished install, or undefined. */
export function readInstallStamp<T extends InstallStamp>(folder: string): T | undefined {
  try {
    const stamp = JSON.parse(readFileSync(join(folder, 'installed.json'), 'utf8'));
    return { ...stamp, files: stamp.files ?? {} };
  } catch {
    return undefined;
  }
}

/**
 * A native file that is not as it was installed, in words, or undefined. A library that was cut off
 * ends the program that loads it: so it is looked for before.
 */
export function brokenFile(folder: string, files: NativeFiles): string | undefined {
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(folder, name);
    const size = existsSync(file) ? statSync(file).size : 0;
    if (size !== bytes) return `${name} has ${size} bytes, installed were ${bytes}`;
  }
  return undefined;
}
