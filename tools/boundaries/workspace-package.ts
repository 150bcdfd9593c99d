import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the check reads of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace and its own code files. */
export interface WorkspacePackage {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths relative to the folder, with "/". */
  readonly files: readonly string[];
}

/** Not written by hand, not ours, or not TypeScript: `assembly` is AssemblyScript, which imports only itself. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc', 'build', 'generated', 'assembly']);

/** All packages under packages/ and apps/. */
export function readWorkspace(root: string): WorkspacePackage[] {
  return ['packages', 'apps']
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) => readdirSync(join(root, room)).map((name) => join(root, room, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder), files: listCode(folder, '') }));
}

/** The package.json of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function listCode(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : listCode(folder, `${path}/`);
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
  });
}
