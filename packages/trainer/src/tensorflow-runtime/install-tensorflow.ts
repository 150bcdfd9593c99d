import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenFile } from '../native-installs/installed-sizes.js';
import {
  type OwnFolder,
  removeOwnFolder,
  requireOwnFolder,
} from '../native-installs/own-folder.js';
import { installPackages, packageSpec } from '../native-installs/pinned-packages.js';
import { BINDING_PACKAGES, buildBinding, linkLibraries, packageFolder } from './build-binding.js';
import { cudaRequirements, installCudaLibraries } from './cuda-libraries.js';
import { downloadWheel } from './download-wheel.js';
import { findPython, requireCompiler, requireSpace } from './find-tools.js';
import { nativeFiles, readStamp, type Stamp } from './installed-files.js';
import { BINDING_PATCH } from './patch-binding.js';
import { type PinnedWheel, pinnedWheel, TENSORFLOW_VERSION } from './pinned-wheels.js';
import { unpackWheel } from './unpack-wheel.js';
import { withProgress } from './with-progress.js';

export interface InstallOptions {
  /** Where it goes: see `tensorflowFolder`. */
  readonly folder: string;
  /** The wheel with CUDA 12, and CUDA's libraries. */
  readonly gpu: boolean;
  readonly python?: string;
  /** Hears of each step as it begins. */
  readonly say: (line: string) => void;
}

/** Gigabytes that must be free: what is downloaded and unpacked at the same time. */
const SPACE = { cpu: 2, gpu: 10 };

const OWN: OwnFolder = {
  what: 'TensorFlow',
  variable: 'PEASY_TENSORFLOW',
  entries: ['download', 'installed.json', 'node_modules', 'package.json', 'package-lock.json'],
};

/** The packages as npm takes them. */
const PACKAGES = BINDING_PACKAGES.map(packageSpec);

/**
 * Fetches TensorFlow's wheel, takes its libraries out, and builds the binding for Node. What an
 * earlier, broken-off install has finished is not done again.
 * @returns whether there was anything to do.
 * @throws saying what is missing; what is done so far stays for the next time.
 */
export async function installTensorflow(options: InstallOptions): Promise<boolean> {
  const { folder, gpu, say } = options;
  const wheel = pinnedWheel(process.platform, process.arch, gpu);
  const stamp = {
    tensorflow: TENSORFLOW_VERSION,
    distribution: wheel.distribution,
    sha256: wheel.sha256,
    packages: PACKAGES,
    patch: BINDING_PATCH,
  };
  if (isInstalled(folder, stamp)) return false;
  const python = await findPython(options.python);
  await requireCompiler();
  await mkdir(folder, { recursive: true });
  await requireOwnFolder(folder, OWN);
  await requireSpace(folder, gpu ? SPACE.gpu : SPACE.cpu);
  if (readStamp(folder)) {
    say('Removing the one that is there: it is another one, or broken...');
    await uninstallTensorflow(folder);
    await mkdir(folder);
  }
  await installLibraries(python, wheel, options);
  say('Building the binding for Node...');
  await buildBinding(folder, python);
  await rm(join(packageFolder(folder), 'build'), { recursive: true, force: true });
  const finished: Stamp = { ...stamp, files: await nativeFiles(folder) };
  await writeFile(join(folder, 'installed.json'), `${JSON.stringify(finished, null, 2)}\n`);
  return true;
}

/** Removes all of it. @returns the bytes that are free again. @throws when other things lie there. */
export function uninstallTensorflow(folder: string): Promise<number> {
  return removeOwnFolder(folder, OWN);
}

/** npm's packages and the wheel's libraries, each only where it is not there yet. */
async function installLibraries(
  python: string,
  wheel: PinnedWheel,
  { folder, gpu, say }: InstallOptions,
): Promise<void> {
  const deps = join(packageFolder(folder), 'deps');
  const unpacked = join(deps, `${wheel.sha256}.unpacked`);
  if (existsSync(unpacked)) return;
  say(`Installing ${PACKAGES.join(' and ')}...`);
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  await installPackages(folder, BINDING_PACKAGES);
  const download = join(folder, 'download');
  const wheelFile = (await downloaded(download, wheel)) ?? (await fetchWheel());
  say('Unpacking its libraries...');
  await mkdir(deps, { recursive: true });
  await unpackWheel(python, wheelFile, deps);
  await linkLibraries(folder);
  if (gpu) {
    const requirements = await cudaRequirements(python, wheelFile);
    say(`Installing CUDA's libraries: ${requirements.join(', ')}...`);
    const install = installCudaLibraries(python, requirements, { deps, cache: download });
    await withProgress(install, download, say);
  }
  await writeFile(unpacked, '');
  await rm(download, { recursive: true, force: true });

  async function fetchWheel(): Promise<string> {
    say(`Downloading ${wheel.distribution} ${TENSORFLOW_VERSION} (${gpu ? 570 : 270} MB)...`);
    const file = await withProgress(downloadWheel(python, wheel, download), download, say);
    await writeFile(join(download, 'checked'), wheel.sha256);
    return file;
  }
}

/** The wheel of an earlier install, if it came whole. */
async function downloaded(download: string, { sha256 }: PinnedWheel): Promise<string | undefined> {
  try {
    if ((await readFile(join(download, 'checked'), 'utf8')) !== sha256) return undefined;
    const [file] = await readdir(join(download, 'wheels'));
    return join(download, 'wheels', file);
  } catch {
    return undefined;
  }
}

function isInstalled(folder: string, wanted: Omit<Stamp, 'files'>): boolean {
  const { files, ...there } = readStamp(folder) ?? { files: {} };
  if (JSON.stringify(there) !== JSON.stringify(wanted)) return false;
  return brokenFile(folder, files) === undefined;
}
