import { join, relative } from 'node:path';
import { publicPackages } from '../pack/public-packages.js';
import { readPublished, targetsOf } from '../pack/published-manifest.js';
import { workspaceRoot } from '../workspace-root.js';

/** An export of a public package. */
export interface EntryPoint {
  /** What an import says: "@peasy/client/node". */
  readonly specifier: string;
  /** Its source, relative to the workspace. */
  readonly file: string;
  /** The name that typedoc gives it. */
  readonly module: string;
}

/** Every export of every public package that has a source. */
export function entryPoints(): EntryPoint[] {
  return publicPackages().flatMap(({ name, folder }) =>
    Object.entries(readPublished(folder).exports ?? {}).flatMap(([entry, target]) =>
      targetsOf(target)
        .filter(({ conditions }) => conditions.includes('@peasy/source'))
        .map(({ path }) => {
          const file = relative(workspaceRoot, join(folder, path)).replaceAll('\\', '/');
          const module = file.replace(/(\/index)?\.ts$/, '');
          return { specifier: name + entry.slice(1), file, module };
        }),
    ),
  );
}
