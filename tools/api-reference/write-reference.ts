import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Application, type ReflectionKind } from 'typedoc';
import { publicPackages } from '../pack/public-packages.js';
import { workspaceRoot } from '../workspace-root.js';
import { entryPoints } from './entry-points.js';

/** What must say what it is. Fields of an interface may be clear by their name. */
const DOCUMENTED: ReflectionKind.KindString[] = [
  'Function',
  'Class',
  'Interface',
  'TypeAlias',
  'Variable',
];

/** Writes the reference of all public packages as Markdown into a folder, which is emptied; answers how many warnings and errors there were. */
export async function writeReference(folder: string): Promise<number> {
  const entries = entryPoints();
  const specifiers = new Map(entries.map(({ module, specifier }) => [module, specifier]));
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    // A page an entry: 400 small ones are no reading.
    ...{ router: 'module', hidePageHeader: true, hideBreadcrumbs: true },
    entryPoints: entries.map(({ file }) => join(workspaceRoot, file)),
    tsconfig: join(workspaceRoot, 'tools/api-reference/tsconfig.json'),
    basePath: workspaceRoot,
    out: folder,
    name: 'Peasy',
    readme: 'none',
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    // Types are checked by the gate; here only words are read.
    skipErrorChecking: true,
    packagesRequiringDocumentation: publicPackages().map(({ name }) => name),
    validation: { notDocumented: true, notExported: false, invalidLink: true },
    requiredToBeDocumented: DOCUMENTED,
  });
  const project = await app.convert();
  if (!project) return Math.max(1, app.logger.errorCount);
  // What an import says, not where the source lies.
  for (const entry of project.children ?? []) {
    entry.name = specifiers.get(entry.name) ?? entry.name;
  }
  app.validate(project);
  rmSync(folder, { recursive: true, force: true });
  await app.generateOutputs(project);
  return app.logger.errorCount + app.logger.warningCount;
}
