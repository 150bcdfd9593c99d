import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { bindingFile, packageFolder } from './build-binding.js';

/** Bytes of each native file of an install, by its path in the folder. */
export type NativeFiles = Readonly<Record<string, number>>;

/** What stands in a finished install's `installed.json`. */
export interface Stamp {
  readonly tensorflow: string;
  readonly distribution: string;
  readonly sha256: string;
  readonly packages: readonly string[];
  readonly files: NativeFiles;
}

/** The native files of an install, as they are now. */
export async function nativeFiles(folder: string): Promise<NativeFiles> {
  const libraries = join(packageFolder(folder), 'deps', 'lib');
  const names = (await readdir(libraries)).sort();
  const files = [bindingFile(folder), ...names.map((name) => join(libraries, name))];
  return Object.fromEntries(files.map((file) => [relative(folder, file), statSync(file).size]));
}

/** The stamp of a finished install, or undefined. */
export function readStamp(folder: string): Stamp | undefined {
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
