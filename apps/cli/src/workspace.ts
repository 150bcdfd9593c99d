import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a command works: what the user's relative paths mean, and where Peasy keeps its own files. */
export interface Workspace {
  /** The folder that the user typed the command in. */
  readonly cwd: string;
  /** The nearest folder upwards with a `peasy.db`, `nx.json` or `package.json`, else the cwd. */
  readonly root: string;
}

const MARKS = ['peasy.db', 'nx.json', 'package.json'];

/** Finds the workspace of a command. Nx runs targets in the root, and npm says where the user was. */
export function findWorkspace(env: NodeJS.ProcessEnv = process.env): Workspace {
  const underNx = env.NX_TASK_TARGET_PROJECT !== undefined;
  const cwd = underNx && env.INIT_CWD ? env.INIT_CWD : process.cwd();
  return { cwd, root: findRoot(cwd) };
}

/** A path as the user meant it. */
export function resolveFrom({ cwd }: Workspace, given: string): string {
  return path.resolve(cwd, given);
}

/** The database that a command uses: `--db`, else PEASY_DB, else `peasy.db` in the root. */
export function databaseFile(workspace: Workspace, given: string | undefined): string {
  const chosen = given ?? process.env.PEASY_DB;
  return chosen ? resolveFrom(workspace, chosen) : path.join(workspace.root, 'peasy.db');
}

/** The folder of packed photos. */
export function cacheFolder({ root }: Workspace): string {
  const chosen = process.env.PEASY_CACHE;
  return chosen ? path.resolve(root, chosen) : path.join(root, '.peasy', 'cache');
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    // The workspace of a monorepo, not one of its packages.
    if (existsSync(path.join(folder, 'nx.json'))) return folder;
    if (path.dirname(folder) === folder) break;
  }
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (MARKS.some((mark) => existsSync(path.join(folder, mark)))) return folder;
    if (path.dirname(folder) === folder) return from;
  }
}
