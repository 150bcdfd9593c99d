import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where an install of Peasy's own lies: the folder that was `named`, else `.peasy/<name>` of the
 * nearest folder upwards with `.peasy`, `.git` or a package.json of workspaces, else of `from` itself.
 */
export function installFolder(name: string, from: string, named: string | undefined): string {
  if (named) return resolve(from, named);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return join(folder, '.peasy', name);
    if (dirname(folder) === folder) return join(resolve(from), '.peasy', name);
  }
}

function isWorkspace(folder: string): boolean {
  if (['.peasy', '.git'].some((mark) => existsSync(join(folder, mark)))) return true;
  try {
    return 'workspaces' in JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    // None there, or none that can be read: the search goes on upwards.
    return false;
  }
}
