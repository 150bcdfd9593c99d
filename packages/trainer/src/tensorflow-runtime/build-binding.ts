import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PinnedPackage } from '../native-installs/pinned-packages.js';
import { runProgram } from '../native-installs/run-program.js';
import { patchBinding } from './patch-binding.js';

/** What npm installs, with the hash that it must have: the binding's source with the JavaScript above it, and what compiles it. */
export const BINDING_PACKAGES: readonly PinnedPackage[] = [
  {
    name: '@tensorflow/tfjs-node',
    version: '4.22.0',
    integrity:
      'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
  },
  {
    name: 'node-gyp',
    version: '12.4.0',
    integrity:
      'sha512-OMcPNvqTCFUnNaBlmdgq+lfNqY7gTiSmNRDjY3uAXRyudeKZEZxu3CLtjMQrx4zZxCX2b/mpNqTtwuCJgXhHkw==',
  },
];

/** The Node-API version that the binding is built for and looked up by: tfjs-node 4.22 knows none newer, and every Node since 20 has it. */
const NAPI_VERSION = 8;

/** Where tfjs-node lies in the folder of the install. */
export const packageFolder = (folder: string) =>
  join(folder, 'node_modules', '@tensorflow', 'tfjs-node');

/** The built binding. */
export const bindingFile = (folder: string) =>
  join(packageFolder(folder), 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');

/**
 * Compiles the binding against TensorFlow in its `deps`. One build serves every Node since 20.
 * @param python what node-gyp runs on.
 * @throws with the compiler's words.
 */
export async function buildBinding(folder: string, python: string): Promise<void> {
  const package_ = packageFolder(folder);
  await patchBinding(join(package_, 'binding'));
  const args = [
    join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
    'rebuild',
    '--release',
    '--module_name=tfjs_binding',
    `--module_path=${dirname(bindingFile(folder))}`,
    `--napi_build_version=${NAPI_VERSION}`,
    `--python=${python}`,
  ];
  // Without headers beside this Node, node-gyp downloads them.
  const home = join(dirname(process.execPath), '..');
  if (existsSync(join(home, 'include', 'node', 'node_api.h'))) args.push(`--nodedir=${home}`);
  try {
    await runProgram(process.execPath, args, { cwd: package_ });
  } catch (error) {
    if (!/network connectivity|-headers\.tar/.test((error as Error).message)) throw error;
    throw new Error(
      `Expected the headers of Node ${process.versions.node} beside it (${join(home, 'include', 'node')}) or from nodejs.org, found neither. Install it with its headers, or name their folder: npm_config_nodedir=PATH, which has include/node in it; those of any Node since 20 do.`,
      { cause: error },
    );
  }
}

/** Gives the libraries the names that the binding's linker looks for. */
export async function linkLibraries(folder: string): Promise<void> {
  const library = join(packageFolder(folder), 'deps', 'lib');
  const names =
    process.platform === 'darwin'
      ? [['libtensorflow_cc.2.dylib', 'libtensorflow.2.dylib']]
      : [
          ['libtensorflow_cc.so.2', 'libtensorflow.so'],
          ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
        ];
  for (const [file, name] of names) await symlink(file, join(library, name));
}
