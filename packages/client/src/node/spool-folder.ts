import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where spools are unless told: PEASY_SPOOL, else `peasy/spool` in the user's folder for caches. */
export function spoolFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.PEASY_SPOOL || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'peasy', 'spool');
}
