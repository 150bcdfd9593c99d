import { mkdirSync, rmSync } from 'node:fs';
import { checkPackage } from './check-package.js';
import { type PackedPackage, packPackage } from './pack-package.js';
import { publicPackages } from './public-packages.js';
import { removeStaleFiles } from './remove-stale-files.js';

/** All public packages, packed, and what is wrong with them. */
export interface PackedAll {
  readonly packages: readonly PackedPackage[];
  /** "@peasy/core: ..." each. */
  readonly problems: readonly string[];
}

/** Packs and checks every public package, as built, into a folder, which is emptied first. */
export async function packAll(to: string): Promise<PackedAll> {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const own = publicPackages();
  const versions = new Map(own.map(({ name, version }) => [name, version]));
  const packages: PackedPackage[] = [];
  for (const one of own) {
    removeStaleFiles(one.folder);
    packages.push(await packPackage(one, to));
  }
  const problems = packages.flatMap((packed) =>
    checkPackage(packed, versions).map((problem) => `${packed.name}: ${problem}`),
  );
  return { packages, problems };
}
