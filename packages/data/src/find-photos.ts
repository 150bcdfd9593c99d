import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { labelFiles } from './source/layout.js';
import { naturalCompare } from './source/natural-order.js';
import { openSource } from './source/open-source.js';
import { isHiddenName } from './source/photo-path.js';

/**
 * The photos in a workspace's data folder: the first zip or folder in it, by name, that holds
 * photos of two classes or more; else the folder itself, if its own folders are the classes;
 * undefined when there are none, or no such folder.
 * @throws PhotoError for a zip that cannot be read: somebody put it there to be used.
 */
export async function findPhotos(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.sort(naturalCompare)) {
    if (isHiddenName(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    const candidate = found?.isDirectory() || (found?.isFile() && /\.zip$/i.test(name));
    if (candidate && (await holdsClasses(path))) return path;
  }
  return names.length > 0 && (await holdsClasses(folder)) ? folder : undefined;
}

async function holdsClasses(path: string): Promise<boolean> {
  const source = await openSource(path);
  try {
    return labelFiles(source.files).classes.size >= 2;
  } finally {
    await source.close();
  }
}
