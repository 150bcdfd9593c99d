import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeBenchFolder } from '../bench-folder.js';
import { ensurePython, KERAS } from './python-environment.js';
import { runOrThrow } from './run-or-throw.js';
import { isInstalled, markInstalled } from './stamp.js';

const INSTALL_SECONDS = 900;
const PACKAGES = ['@tensorflow/tfjs-node@4.22.0', 'node-gyp@^12'];
/** The Node-API version that the binding is built for and looked up by; tfjs-node 4.22 knows none newer. */
const NAPI_VERSION = 8;
/** Its binding needs a function of node:util that Node 23 took out. */
const NEWEST_NODE = 22;

/**
 * A folder whose modules hold tfjs-node. Its own download of TensorFlow is left out: its binding is
 * compiled against the TensorFlow 2.21 of the Keras environment, so both compute by the same kernels.
 * @throws when it cannot be installed, or is not for this Node.
 */
export async function ensureTfjsNode(say: (line: string) => void): Promise<string> {
  if (process.platform !== 'linux') {
    throw new Error('the bench can build tfjs-node on Linux only');
  }
  if (Number(process.versions.node.split('.')[0]) > NEWEST_NODE) {
    throw new Error(
      `tfjs-node 4.22 runs on Node ${NEWEST_NODE} at most, this is ${process.version}`,
    );
  }
  const folder = await makeBenchFolder('tfjs-node');
  const modules = join(folder, 'node_modules');
  if (await isInstalled(folder, PACKAGES)) return modules;
  const tensorflow = await tensorflowOf(await ensurePython(KERAS, say));
  say('Installing tfjs-node for the bench, and compiling its binding (once)...');
  await rm(modules, { recursive: true, force: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES];
  await runOrThrow('npm', install, { cwd: folder, limitSeconds: INSTALL_SECONDS });
  const tfjsNode = join(modules, '@tensorflow', 'tfjs-node');
  await linkTensorflow(tensorflow, join(tfjsNode, 'deps'));
  await buildBinding(tfjsNode, modules);
  await markInstalled(folder, PACKAGES);
  return modules;
}

/** The package's folder in the environment of that Python. */
async function tensorflowOf(python: string): Promise<string> {
  const libraries = join(dirname(python), '..', 'lib');
  for (const version of await readdir(libraries)) {
    const folder = join(libraries, version, 'site-packages', 'tensorflow');
    if (existsSync(folder)) return folder;
  }
  throw new Error(`Expected tensorflow under ${libraries}, found none.`);
}

/** Lays TensorFlow out as the binding expects its C library. */
async function linkTensorflow(tensorflow: string, deps: string): Promise<void> {
  const library = join(deps, 'lib');
  await mkdir(library, { recursive: true });
  const files = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  for (const file of files) await symlink(join(tensorflow, file), join(library, file));
  await symlink(files[0], join(library, 'libtensorflow.so'));
  await symlink(files[1], join(library, 'libtensorflow_framework.so'));
  await symlink(join(tensorflow, 'include'), join(deps, 'include'));
}

async function buildBinding(tfjsNode: string, modules: string): Promise<void> {
  const nodeFolder = join(dirname(process.execPath), '..');
  const args = [
    join(modules, 'node-gyp', 'bin', 'node-gyp.js'),
    'rebuild',
    '--release',
    '--module_name=tfjs_binding',
    `--module_path=${join(tfjsNode, 'lib', `napi-v${NAPI_VERSION}`)}`,
    `--napi_build_version=${NAPI_VERSION}`,
  ];
  // Without headers beside this Node, node-gyp downloads them.
  if (existsSync(join(nodeFolder, 'include', 'node', 'node_api.h'))) {
    args.push(`--nodedir=${nodeFolder}`);
  }
  await runOrThrow(process.execPath, args, { cwd: tfjsNode, limitSeconds: INSTALL_SECONDS });
}
