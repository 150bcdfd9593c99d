import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

/** A package of npm, with the hash that it must have. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** A package as npm takes it. */
export function packageSpec({ name, version }: PinnedPackage): string {
  return `${name}@${version}`;
}

/**
 * Installs packages into a folder's node_modules; none of their scripts run.
 * @throws with npm's words, or when a package is not the pinned one.
 */
export async function installPackages(
  folder: string,
  pinned: readonly PinnedPackage[],
): Promise<void> {
  await rm(join(folder, 'package-lock.json'), { force: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const exact = ['--save-exact', '--package-lock'];
  const specs = pinned.map(packageSpec);
  await runProgram('npm', ['install', ...quiet, ...exact, ...specs], { cwd: folder });
  checkPackages(await readFile(join(folder, 'package-lock.json'), 'utf8'), pinned);
}

/** @throws when npm, which holds what it fetched to these hashes, was given others than the pinned ones. */
export function checkPackages(lock: string, pinned: readonly PinnedPackage[]): void {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { integrity?: string }> };
  for (const { name, version, integrity } of pinned) {
    const came = packages[`node_modules/${name}`]?.integrity;
    if (came === integrity) continue;
    throw new Error(
      `Expected ${name}@${version} with the hash ${integrity}, npm got ${came ?? 'one without a hash'}: it is not the file that was published. Do not use that registry.`,
    );
  }
}
