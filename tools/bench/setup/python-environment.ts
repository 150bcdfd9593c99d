import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../run-command.js';
import { makeBenchFolder } from '../bench-folder.js';
import { runOrThrow } from './run-or-throw.js';
import { isInstalled, markInstalled } from './stamp.js';

const INSTALL_SECONDS = 1800;
const OLDEST_MINOR = 10;

/** What is installed for a peer in Python, each peer in an environment of its own. */
export interface PythonPeer {
  readonly name: string;
  /** As pip takes them. */
  readonly requirements: readonly string[];
}

export const KERAS: PythonPeer = {
  name: 'keras',
  requirements: ['tensorflow-cpu==2.21.0', 'keras>=3.15,<4'],
};

/** On Linux, PyPI's torch needs its CUDA libraries to be importable at all; it computes on the CPU without a GPU. */
export const PYTORCH: PythonPeer = { name: 'pytorch', requirements: ['torch>=2.15,<3', 'numpy'] };

/**
 * The Python of the peer's environment, made and filled when it is not there yet.
 * @throws when there is no Python, or pip cannot install.
 */
export async function ensurePython(
  { name, requirements }: PythonPeer,
  say: (line: string) => void,
): Promise<string> {
  const folder = await makeBenchFolder(name);
  const binaries = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const python = join(binaries, process.platform === 'win32' ? 'python.exe' : 'python');
  if (await isInstalled(folder, requirements)) return python;
  const system = await findPython();
  say(`Installing ${requirements.join(', ')} for the bench (once, some minutes)...`);
  await rm(folder, { recursive: true, force: true });
  await runOrThrow(system, ['-m', 'venv', folder], { limitSeconds: INSTALL_SECONDS });
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', ...requirements];
  await runOrThrow(python, install, { limitSeconds: INSTALL_SECONDS });
  await markInstalled(folder, requirements);
  return python;
}

async function findPython(): Promise<string> {
  const candidates = [process.env.PEASY_PYTHON, 'python3', 'python'].filter((name) => !!name);
  for (const candidate of candidates as string[]) {
    const check = `import sys, venv, ensurepip; sys.exit(sys.version_info < (3, ${OLDEST_MINOR}))`;
    if ((await runCommand(candidate, ['-c', check])).code === 0) return candidate;
  }
  throw new Error(
    `Expected Python 3.${OLDEST_MINOR} or later with venv, found none as ${candidates.join(', ')}. Install it, or name it in PEASY_PYTHON.`,
  );
}
