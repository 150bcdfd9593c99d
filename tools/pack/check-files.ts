import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { readImports } from '../boundaries/read-imports.js';
import { workspaceRoot } from '../workspace-root.js';
import type { PublishedManifest } from './published-manifest.js';

/** Files that only developers of the package need. */
const FOR_DEVELOPERS = /\.(test|bench|spec)\.|(^|\/)(testing|test-programs|scripts)\/|tsbuildinfo$/;
const TEXT = /\.(js|mjs|ts|map|json|md|html|css|sql)$/;
const CODE = /^(dist|lib|bin)\/.*\.(js|d\.ts)$/;

/** What of a package's files should not be there, is missing, or needs what is not installed with it. */
export function checkFiles(
  folder: string,
  files: readonly string[],
  manifest: PublishedManifest,
): string[] {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const license = readFileSync(join(workspaceRoot, 'LICENSE'), 'utf8');
  const problems = files
    .filter((file) => FOR_DEVELOPERS.test(file))
    .map((file) => `${file} is for developers only.`);
  if (!files.includes('LICENSE') || read('LICENSE') !== license) {
    problems.push('Expected the LICENSE of the workspace.');
  }
  problems.push(...checkReadme(files.includes('README.md') ? read('README.md') : '', manifest));
  for (const file of files.filter((name) => TEXT.test(name))) {
    if (read(file).includes(workspaceRoot)) problems.push(`${file} names a path of this machine.`);
  }
  // What Vite bundled needs nothing.
  for (const file of files.filter((name) => CODE.test(name) && !name.includes('/assets/'))) {
    problems.push(...undeclaredImports(file, read(file), manifest));
  }
  return problems;
}

function checkReadme(text: string, { name }: PublishedManifest): string[] {
  const problems: string[] = [];
  if (!text.startsWith(`# ${name}\n`))
    problems.push(`Expected a README.md that begins "# ${name}".`);
  if (!text.includes(`npm install ${name}`))
    problems.push('README.md does not say how to install it.');
  if (!text.includes('```')) problems.push('README.md has no example.');
  if (!text.includes('API reference'))
    problems.push('README.md does not lead to the API reference.');
  return problems;
}

function undeclaredImports(file: string, text: string, manifest: PublishedManifest): string[] {
  const { name, dependencies, peerDependencies, optionalDependencies } = manifest;
  const declared = { [name]: '', ...dependencies, ...peerDependencies, ...optionalDependencies };
  const packages = readImports(file, text)
    .map(({ specifier }) => specifier)
    .filter((specifier) => !/^[./]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
  return [...new Set(packages)]
    .filter((wanted) => !(wanted in declared))
    .map((wanted) => `${file} imports ${wanted}, which is not a dependency of ${name}.`);
}
