import { join } from 'node:path';
import { readWorkspace } from '../boundaries/workspace-package.js';
import { workspaceRoot } from '../workspace-root.js';

/** A package that is published, and the version that it says it has. */
export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** Every package of the workspace that does not call itself private, by name. */
export function publicPackages(root = workspaceRoot): PublicPackage[] {
  return readWorkspace(root)
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({
      name: manifest.name,
      version: (manifest as unknown as { version: string }).version,
      folder: join(folder),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
