import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** `<name>.<host>.<pid>.<random>.tmp`: the host, because several may share a cache folder. */
const TEMPORARY_NAME = /\.([0-9a-f]{8})\.(\d+)\.[0-9a-f]{12}\.tmp$/;
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A name beside `path` that no other writer has, and that says who writes it. */
export function temporaryPath(path: string): string {
  return `${path}.${HOST}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Removes what writers that were killed have left behind; a writer that lives keeps its file. */
export async function removeStaleTemporaries(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = TEMPORARY_NAME.exec(name) ?? [];
    if (!pid) continue;
    const path = join(folder, name);
    const dead = host === HOST && Number(pid) !== process.pid && !isAlive(Number(pid));
    if (dead || (await isOlderThanADay(path))) await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isOlderThanADay(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > DAY_MS;
}
