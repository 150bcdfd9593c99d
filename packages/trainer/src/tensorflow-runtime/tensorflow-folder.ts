import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where Peasy's own TensorFlow lies: PEASY_TENSORFLOW, else `.peasy/tensorflow` of the nearest
 * folder upwards with `.peasy`, `.git` or a package.json of workspaces, else of `from` itself.
 */
export function tensorflowFolder(from: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.PEASY_TENSORFLOW) return resolve(from, env.PEASY_TENSORFLOW);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return join(folder, '.peasy', 'tensorflow');
    if (dirname(folder) === folder) return join(resolve(from), '.peasy', 'tensorflow');
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
