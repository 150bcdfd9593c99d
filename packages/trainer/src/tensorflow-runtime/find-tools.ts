import { statfs } from 'node:fs/promises';
import { canRun } from '../native-installs/run-program.js';

/**
 * A Python with pip, to fetch and unpack wheels with: any version does.
 * @param named the one that was asked for; otherwise python3, then python.
 * @throws saying what to install.
 */
export async function findPython(named?: string): Promise<string> {
  const candidates = named === undefined ? ['python3', 'python'] : [named];
  for (const python of candidates) {
    if (await canRun(python, ['-m', 'pip', '--version'])) return python;
  }
  throw new Error(
    `Expected a Python with pip to fetch TensorFlow with, tried ${candidates.join(' and ')}. Install python3 and python3-pip, or name one: --python PATH.`,
  );
}

/** @throws when what node-gyp compiles with is not there. */
export async function requireCompiler(): Promise<void> {
  const missing: string[] = [];
  if (!(await canRun('make', ['--version']))) missing.push('make');
  const compiler = process.env.CXX ?? 'c++';
  if (!(await canRun(compiler, ['--version']))) missing.push(`a C++ compiler (${compiler})`);
  if (missing.length === 0) return;
  throw new Error(
    `Expected ${missing.join(' and ')} to build TensorFlow's binding with, found none. Install them: build-essential on Debian and Ubuntu, xcode-select --install on macOS.`,
  );
}

/** @throws when the disk of that folder has less room. */
export async function requireSpace(folder: string, gigabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytes) return;
  throw new Error(
    `Expected ${gigabytes} GB of free disk for TensorFlow, ${folder} has ${free.toFixed(1)} GB. Make room, or choose another folder by PEASY_TENSORFLOW.`,
  );
}
