import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  brokenFile,
  type InstallStamp,
  installedSizes,
  type NativeFiles,
  readInstallStamp,
} from '../native-installs/installed-sizes.js';
import {
  type OwnFolder,
  removeOwnFolder,
  requireOwnFolder,
} from '../native-installs/own-folder.js';
import { installPackages, packageSpec } from '../native-installs/pinned-packages.js';
import { DAWN, WEBGPU_PACKAGES } from './webgpu-packages.js';

interface Stamp extends InstallStamp {
  readonly packages: readonly string[];
}

const OWN: OwnFolder = {
  what: 'WebGPU',
  variable: 'PEASY_WEBGPU',
  entries: ['installed.json', 'node_modules', 'package.json', 'package-lock.json'],
};

/** The packages as npm takes them. */
export const WEBGPU_SPECS = WEBGPU_PACKAGES.map(packageSpec);

/**
 * Fetches Dawn and tfjs by npm.
 * @returns whether there was anything to do.
 * @throws saying what is missing.
 */
export async function installWebgpu(folder: string, say: (line: string) => void): Promise<boolean> {
  if (isInstalled(folder)) return false;
  await mkdir(folder, { recursive: true });
  await requireOwnFolder(folder, OWN);
  await rm(join(folder, 'installed.json'), { force: true });
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  say(`Installing ${WEBGPU_SPECS.join(', ')}...`);
  await installPackages(folder, WEBGPU_PACKAGES);
  const stamp: Stamp = { packages: WEBGPU_SPECS, files: await keepOwnBuild(folder) };
  await writeFile(join(folder, 'installed.json'), `${JSON.stringify(stamp, null, 2)}\n`);
  return true;
}

/** Removes all of it. @returns the bytes that are free again. @throws when other things lie there. */
export function uninstallWebgpu(folder: string): Promise<number> {
  return removeOwnFolder(folder, OWN);
}

function isInstalled(folder: string): boolean {
  const stamp = readInstallStamp<Stamp>(folder);
  if (stamp?.packages.join() !== WEBGPU_SPECS.join()) return false;
  return brokenFile(folder, stamp.files) === undefined;
}

/** Of Dawn's five builds, a folder each, removes those for other systems; the sizes of its own. */
async function keepOwnBuild(folder: string): Promise<NativeFiles> {
  const builds = join(folder, 'node_modules', DAWN, 'dist');
  const own = dawnBuild(process.platform, process.arch);
  const names = await readdir(builds);
  if (!names.includes(own)) {
    throw new Error(
      `Expected Dawn to be built for this system, ${own}, it is for ${names.sort().join(', ')}. Peasy's own kernels run here without it.`,
    );
  }
  for (const name of names) {
    if (name !== own) await rm(join(builds, name), { recursive: true });
  }
  const files = (await readdir(join(builds, own))).sort().map((name) => join(builds, own, name));
  return installedSizes(folder, files);
}

/** The folder of Dawn's build for a system, as its package names it. */
export function dawnBuild(system: string, architecture: string): string {
  return system === 'darwin' ? 'darwin-universal' : `${system}-${architecture}`;
}
