import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix, relative } from 'node:path';
import { ARROWS, BROWSER_SAFE, BUNDLED, DEPENDENCY_FREE, NODE_FOLDER } from './arrows.js';
import { type Import, readImports } from './read-imports.js';
import {
  type Manifest,
  readManifest,
  readWorkspace,
  type WorkspacePackage,
} from './workspace-package.js';

/** An import that the house does not allow. */
export interface Violation {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly reason: string;
}

/** Reads every code file of packages/ and apps/ and lists the imports that break an arrow or are not declared. */
export function findViolations(root: string): Violation[] {
  const workspace = readWorkspace(root);
  const manifests = new Map(workspace.map(({ manifest }) => [manifest.name, manifest]));
  const shared = readManifest(root);
  return workspace.flatMap((importer) =>
    importer.files.flatMap((file) => {
      const path = join(importer.folder, file);
      return readImports(path, readFileSync(path, 'utf8')).flatMap((found) => {
        const reason = refusal({ importer, file, found, manifests, shared });
        if (!reason) return [];
        const place = relative(root, path).replaceAll('\\', '/');
        return [{ file: place, line: found.line, specifier: found.specifier, reason }];
      });
    }),
  );
}

interface Question {
  readonly importer: WorkspacePackage;
  readonly file: string;
  readonly found: Import;
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** The root's package.json: its tools are there for every test. */
  readonly shared: Manifest;
}

/** Why the import is not allowed, or undefined. */
function refusal(question: Question): string | undefined {
  const { importer, file, found } = question;
  const { name } = importer.manifest;
  const { specifier } = found;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier);
    if (!target.startsWith('..')) {
      const leavesPage = isForPage(name, file) && target.startsWith(NODE_FOLDER);
      return leavesPage ? `${name} runs in the page too, and ${NODE_FOLDER} does not` : undefined;
    }
    if (file.endsWith('.config.ts')) return undefined;
    return 'a relative import leaves its package: import the other package by its name';
  }
  if (specifier.startsWith('#') || specifier.startsWith('data:')) return undefined;
  const shipped = isShipped(file);
  if (shipped && DEPENDENCY_FREE.includes(name)) return `${name} imports nothing`;
  if (isBuiltin(specifier)) {
    if (!isForPage(name, file)) return undefined;
    return `${name} runs in the page too, which has no Node`;
  }
  const imported = packageName(specifier);
  const target = question.manifests.get(imported);
  if (target) {
    return (
      arrowRefusal(name, found, imported, shipped) ??
      deepRefusal(specifier, target) ??
      undeclared(question, imported, shipped)
    );
  }
  return undeclared(question, imported, shipped);
}

function arrowRefusal(
  importer: string,
  { specifier, typeOnly }: Import,
  imported: string,
  shipped: boolean,
): string | undefined {
  const arrows = ARROWS[importer];
  if (!arrows) return `${importer} has no arrows: list it in tools/boundaries/arrows.ts`;
  if (arrows.any.includes(imported)) return undefined;
  if (!shipped && arrows.tests?.includes(imported)) return undefined;
  if (arrows.types?.includes(specifier)) {
    return typeOnly ? undefined : `${importer} may import ${specifier} by \`import type\` only`;
  }
  return `no arrow leads from ${importer} to ${specifier}`;
}

function deepRefusal(specifier: string, target: Manifest): string | undefined {
  const entry = `.${specifier.slice(target.name.length)}`;
  if (target.exports && entry in target.exports) return undefined;
  return `${target.name} has no entry "${entry}": import what its package.json exports`;
}

function undeclared(
  { importer, shared }: Question,
  imported: string,
  shipped: boolean,
): string | undefined {
  const { manifest } = importer;
  const lists = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  const developing = !shipped || manifest.private || BUNDLED.includes(manifest.name);
  if (developing) lists.push(manifest.devDependencies);
  if (!shipped) lists.push(shared.devDependencies);
  if (lists.some((list) => list && imported in list)) return undefined;
  return manifest.devDependencies && imported in manifest.devDependencies
    ? `${imported} is only a devDependency of ${manifest.name}, and this file ships`
    : `${imported} is not in the package.json of ${manifest.name}`;
}

/** Whether users get the file: what is outside src and bin, and tests, benches and their support, stays here. */
function isShipped(file: string): boolean {
  return /^(src|bin)\//.test(file) && !/\.(test|bench)\.[jt]s$|\/testing\//.test(file);
}

/** Whether a file is one that the page gets. */
function isForPage(name: string, file: string): boolean {
  return isShipped(file) && BROWSER_SAFE.includes(name) && !file.startsWith(NODE_FOLDER);
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
