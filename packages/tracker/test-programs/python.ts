import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** A virtual environment with the packages of requirements.txt; CONTRIBUTING.md says how to make it. */
export const PYTHON =
  process.env.PEASY_TEST_PYTHON ?? join(ROOT, '.peasy', 'python', 'bin', 'python');

/** Why tests that need a Python package cannot run, or undefined. */
export function pythonPackageMissing(name: string): string | undefined {
  const advice =
    'python3 -m venv .peasy/python && .peasy/python/bin/pip install -r packages/tracker/test-programs/requirements.txt';
  if (!existsSync(PYTHON)) return `there is no Python for tests: ${advice}`;
  try {
    // Keras computes with what it is told to, and looks for TensorFlow otherwise.
    const env = { ...process.env, KERAS_BACKEND: 'jax' };
    execFileSync(PYTHON, ['-c', `import ${name}`], { stdio: 'ignore', env });
    return undefined;
  } catch {
    return `Python's ${name} is not installed: ${advice}`;
  }
}

/** Runs a Python program of this folder. @returns what it prints. @throws with its words. */
export function runPython(program: string, ...args: string[]): string {
  return execFileSync(PYTHON, [join(import.meta.dirname, program), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Where a program of this folder is. */
export function testProgram(name: string): string {
  return join(import.meta.dirname, name);
}
