/**
 * `npx nx run trainer:install-tensorflow`: TensorFlow for the `tensorflow` engine, into
 * `.peasy/tensorflow` of the workspace (or PEASY_TENSORFLOW).
 */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  installTensorflow,
  uninstallTensorflow,
} from '../src/tensorflow-runtime/install-tensorflow.js';
import { TENSORFLOW_VERSION } from '../src/tensorflow-runtime/pinned-wheels.js';
import { tensorflowFolder } from '../src/tensorflow-runtime/tensorflow-folder.js';

const USAGE = `npx nx run trainer:install-tensorflow -- [options]
  --gpu            TensorFlow with CUDA 12, and CUDA's libraries (Linux on x64, some gigabytes)
  --python PATH    a Python with pip, to fetch it with; default: python3, then python
  --version V      ${TENSORFLOW_VERSION}, the one whose files are pinned by hash
  --uninstall      removes all of it
  --help
It goes into .peasy/tensorflow of the workspace, or PEASY_TENSORFLOW. A second install does nothing;
one that was broken off goes on.`;

try {
  process.exitCode = await main();
} catch (error) {
  complain(`install-tensorflow: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      gpu: { type: 'boolean', default: false },
      python: { type: 'string' },
      version: { type: 'string', default: TENSORFLOW_VERSION },
      uninstall: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  if (values.version !== TENSORFLOW_VERSION) {
    throw new Error(
      `Expected --version ${TENSORFLOW_VERSION}, whose files are pinned by hash, got ${values.version}. Leave it out.`,
    );
  }
  const folder = tensorflowFolder(process.cwd());
  if (values.uninstall) {
    const bytes = await uninstallTensorflow(folder);
    print(
      bytes === 0 ? `There was none in ${folder}.` : `Removed ${megabytes(bytes)} MB of ${folder}.`,
    );
    return 0;
  }
  const started = performance.now();
  const say = (line: string) =>
    print(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const { gpu, python } = values;
  const isNew = await installTensorflow({ folder, gpu, python, say });
  if (!isNew) {
    print(`TensorFlow ${TENSORFLOW_VERSION} is installed already, in ${folder}.`);
    return 0;
  }
  say('Testing it...');
  // In a program of its own: a broken native library ends the program that loads it.
  const probe = join(import.meta.dirname, 'probe-tensorflow.ts');
  const { status } = spawnSync(
    process.execPath,
    [...process.execArgv, probe, ...(gpu ? ['--gpu'] : [])],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) {
    // So that the next install does not take it for a good one.
    await rm(join(folder, 'installed.json'), { force: true });
    throw new Error('TensorFlow is in place and does not compute here; see above.');
  }
  say(`Done: ${folder}`);
  return 0;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
