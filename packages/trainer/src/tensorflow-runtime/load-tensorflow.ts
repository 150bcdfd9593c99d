import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import util from 'node:util';
import type { DeviceChoice } from '@peasy/core';
import type { SessionBinding } from '../engines/tensorflow/tensorflow-session.js';
import type { Tfjs } from '../engines/tfjs/tfjs.js';
import { brokenFile } from '../native-installs/installed-sizes.js';
import { gpuName } from './gpu-name.js';
import { readStamp } from './installed-files.js';
import { tensorflowFolder } from './tensorflow-folder.js';
import { whyNoGpu } from './why-no-gpu.js';

/** TensorFlow, loaded into this program. */
export interface LoadedTensorflow {
  readonly tf: Tfjs;
  /** What runs graphs. */
  readonly binding: SessionBinding;
  /** TensorFlow's own: "2.21.0". */
  readonly version: string;
  readonly device: 'cpu' | 'gpu';
  /** A GPU's name; "cpu" otherwise. */
  readonly deviceName: string;
  /** Which package it came from. */
  readonly source: string;
  /** The file that was loaded. */
  readonly path: string;
}

/** Of tfjs-node's backend, what says where it computes. */
interface NodeBackend {
  readonly binding: SessionBinding & { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
}

/** A stock install counts too, that for a GPU first. */
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** How it gets there, for messages. */
export const INSTALL_ADVICE = 'Install it: npx peasy install tensorflow';

let loading: Promise<LoadedTensorflow> | undefined;

/**
 * Loads TensorFlow by tfjs-node: Peasy's own install (see `tensorflowFolder`), else one in the
 * node_modules of where the program runs, or of this package. Loaded once; it cannot be unloaded,
 * so what the first call asks for holds in the whole program.
 * @param options with `gpu: false` a GPU is hidden from it.
 * @throws with what to do where there is none, or it cannot be loaded.
 */
export function loadTensorflow(
  options: { readonly gpu?: boolean } = {},
): Promise<LoadedTensorflow> {
  if (options.gpu === false && !loading) process.env.CUDA_VISIBLE_DEVICES = '-1';
  loading ??= load();
  return loading;
}

/** Why TensorFlow cannot compute on that device here, with what to do, or undefined. Never throws. */
export async function tensorflowMissing(
  device: DeviceChoice = 'auto',
): Promise<string | undefined> {
  try {
    const loaded = await loadTensorflow({ gpu: device !== 'cpu' });
    if (device === 'gpu' && loaded.device !== 'gpu') return await noGpu(loaded);
    if (device === 'cpu' && loaded.device !== 'cpu') {
      return 'TensorFlow computes on a GPU in this program already; ask for the CPU in another one, or start it with CUDA_VISIBLE_DEVICES=-1';
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function noGpu({ version, path }: LoadedTensorflow): Promise<string> {
  return `TensorFlow ${version} sees no GPU: ${await whyNoGpu(path, `${INSTALL_ADVICE} --gpu`)}`;
}

async function load(): Promise<LoadedTensorflow> {
  restoreRemovedFunction();
  // TensorFlow prints dozens of lines on standard error as it starts.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const failures: string[] = [];
  const tried = new Set<string>();
  for (const { require, source } of candidates()) {
    const path = resolved(require, source);
    if (path === undefined || tried.has(path)) continue;
    tried.add(path);
    try {
      requireWhole(path);
      return await describe(require(path) as Tfjs, { source, path });
    } catch (error) {
      failures.push(`${source}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    failures.length === 0
      ? `TensorFlow is not installed. ${INSTALL_ADVICE}`
      : `TensorFlow is installed and does not load: ${failures.join('; ')}. ${INSTALL_ADVICE}`,
  );
}

/** @throws when a file of Peasy's own install was changed since. */
function requireWhole(path: string): void {
  const folder = path.slice(0, path.lastIndexOf(`${sep}node_modules${sep}`));
  const stamp = readStamp(folder);
  const broken = stamp && brokenFile(folder, stamp.files);
  if (broken !== undefined) throw new Error(broken);
}

/** Where tfjs-node may be, best first. */
function candidates() {
  const own = [process.cwd(), import.meta.dirname].map((from) =>
    createRequire(join(tensorflowFolder(from), 'package.json')),
  );
  const around = [
    createRequire(join(process.cwd(), 'package.json')),
    createRequire(import.meta.url),
  ];
  return [
    ...own.map((require) => ({ require, source: '@tensorflow/tfjs-node' })),
    ...around.flatMap((require) => PACKAGES.map((source) => ({ require, source }))),
  ];
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

async function describe(
  tf: Tfjs,
  from: Pick<LoadedTensorflow, 'source' | 'path'>,
): Promise<LoadedTensorflow> {
  await tf.setBackend('tensorflow');
  await tf.ready();
  const backend = tf.backend() as unknown as NodeBackend;
  const device = backend.isUsingGpuDevice ? 'gpu' : 'cpu';
  return {
    tf,
    binding: backend.binding,
    version: backend.binding.TF_Version,
    device,
    deviceName: device === 'gpu' ? (gpuName() ?? 'a GPU without a name') : 'cpu',
    ...from,
  };
}

/** Node 23 took a function out that tfjs-node 4.22 calls all the time; that of Node 22 prints a warning. */
function restoreRemovedFunction(): void {
  const functions = util as { isNullOrUndefined?: (value: unknown) => boolean };
  functions.isNullOrUndefined = (value) => value === null || value === undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
