import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { Tfjs } from '../engines/tfjs/tfjs.js';
import { brokenFile, readInstallStamp } from '../native-installs/installed-sizes.js';
import type { Dawn, GpuAdapterInfo, GpuDevice } from './dawn.js';
import { webgpuFolder } from './webgpu-folder.js';
import { DAWN, TFJS_BACKEND, TFJS_CORE, TFJS_GRADIENTS } from './webgpu-packages.js';

/** tfjs with its backend for WebGPU. */
export interface TfjsWebgpu {
  readonly tf: Tfjs;
  readonly Backend: new (device: GpuDevice, info: GpuAdapterInfo) => KernelBackend;
}

/** How it gets there, for messages. */
export const INSTALL_ADVICE = 'Install it: npx peasy install webgpu';

let dawn: Promise<Dawn> | undefined;
let tfjs: Promise<TfjsWebgpu> | undefined;

/**
 * Loads Dawn: from Peasy's own install (see `webgpuFolder`), else from the node_modules of where
 * the program runs, or of this package. Loaded once; it cannot be unloaded.
 * @throws with what to do where there is none, or it cannot be loaded.
 */
export function loadDawn(): Promise<Dawn> {
  dawn ??= attempt((require) => import(pathToFileURL(require.resolve(DAWN)).href));
  return dawn;
}

/**
 * Loads tfjs, its backend and all gradients, from where Dawn comes from.
 * @throws as `loadDawn`.
 */
export function loadTfjs(): Promise<TfjsWebgpu> {
  tfjs ??= attempt(async (require) => {
    const { globals } = await loadDawn();
    // The backend takes them for globals, as they are in a browser.
    Object.assign(globalThis, globals);
    const { WebGPUBackend } = require(TFJS_BACKEND) as { WebGPUBackend: TfjsWebgpu['Backend'] };
    // The very file that the backend registers its kernels with.
    const beside = createRequire(require.resolve(TFJS_BACKEND));
    beside(TFJS_GRADIENTS);
    return { tf: beside(TFJS_CORE) as Tfjs, Backend: WebGPUBackend };
  });
  return tfjs;
}

/** @throws as `loadDawn`, where there is none; loads nothing. */
export function requireInstalled(): NodeJS.Require {
  const require = installed();
  if (require) return require;
  throw new Error(`WebGPU is not installed. ${INSTALL_ADVICE}`);
}

async function attempt<T>(load: (require: NodeJS.Require) => Promise<T>): Promise<T> {
  const require = requireInstalled();
  try {
    return await load(require);
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new Error(`WebGPU is installed and does not load: ${words}. ${INSTALL_ADVICE}`, {
      cause: error,
    });
  }
}

/** What requires from the first place that has all packages. @throws when a file of Peasy's own was changed since. */
function installed(): NodeJS.Require | undefined {
  const own = [process.cwd(), import.meta.dirname].map((from) => webgpuFolder(from));
  for (const folder of own) {
    const require = createRequire(join(folder, 'package.json'));
    if (!hasAll(require)) continue;
    const broken = brokenFile(folder, readInstallStamp(folder)?.files ?? {});
    if (broken === undefined) return require;
    throw new Error(`WebGPU is installed and broken: ${broken}. ${INSTALL_ADVICE}`);
  }
  const around = [join(process.cwd(), 'package.json'), import.meta.url].map((from) =>
    createRequire(from),
  );
  return around.find(hasAll);
}

function hasAll(require: NodeJS.Require): boolean {
  try {
    for (const name of [DAWN, TFJS_BACKEND, TFJS_GRADIENTS]) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
