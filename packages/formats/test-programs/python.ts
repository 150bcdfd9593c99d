import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PYTHON = process.env.PEASY_TEST_PYTHON ?? join(ROOT, '.peasy', 'python', 'bin', 'python');
const ADVICE =
  'python3 -m venv .peasy/python && .peasy/python/bin/pip install -r packages/formats/test-programs/requirements.txt';

/** Why tests that need these Python packages cannot run, or undefined. */
export function pythonPackagesMissing(...names: readonly string[]): string | undefined {
  if (!existsSync(PYTHON)) return `there is no Python for tests: ${ADVICE}`;
  const missing = names.filter((name) => {
    const program = `import importlib.util as u, sys; sys.exit(u.find_spec('${name}') is None)`;
    try {
      execFileSync(PYTHON, ['-c', program], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  return missing.length > 0 ? `Python has no ${missing.join(', ')}: ${ADVICE}` : undefined;
}

/** Runs a Python program of this folder. @returns what it prints. @throws with its words. */
export function runPython(program: string, ...args: string[]): string {
  return execFileSync(PYTHON, [join(import.meta.dirname, program), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KERAS_BACKEND: 'jax', JAX_PLATFORMS: 'cpu' },
  });
}
