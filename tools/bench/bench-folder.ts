import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.js';

/** Where the bench keeps peers, Node versions and photos; git does not see it, and it may be deleted. */
export const benchFolder = join(workspaceRoot, '.peasy', 'bench');

/** The folder of that name in the bench's own, made if it is not there. */
export async function makeBenchFolder(name: string): Promise<string> {
  const folder = join(benchFolder, name);
  await mkdir(folder, { recursive: true });
  return folder;
}
