import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type InstallStamp,
  installedSizes,
  type NativeFiles,
  readInstallStamp,
} from '../native-installs/installed-sizes.js';
import { bindingFile, packageFolder } from './build-binding.js';

/** What stands in a finished install's `installed.json`. */
export interface Stamp extends InstallStamp {
  readonly tensorflow: string;
  readonly distribution: string;
  readonly sha256: string;
  readonly packages: readonly string[];
  /** What was changed in the binding's source. */
  readonly patch: string;
}

/** The native files of an install, as they are now. */
export async function nativeFiles(folder: string): Promise<NativeFiles> {
  const libraries = join(packageFolder(folder), 'deps', 'lib');
  const names = (await readdir(libraries)).sort();
  return installedSizes(folder, [
    bindingFile(folder),
    ...names.map((name) => join(libraries, name)),
  ]);
}

/** The stamp of a finished install, or undefined. */
export function readStamp(folder: string): Stamp | undefined {
  return readInstallStamp(folder);
}
