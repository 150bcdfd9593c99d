import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../native-installs/run-program.js';

/** Prints what the wheel's own metadata wants for CUDA, a requirement a line. */
const READ_REQUIREMENTS = `
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    name = next(n for n in archive.namelist() if n.endswith('.dist-info/METADATA'))
    for line in archive.read(name).decode().splitlines():
        match = re.match(r"Requires-Dist: ([^;]+?)\\s*; .*extra == ['\\"]and-cuda['\\"]", line)
        if match: print(match.group(1).replace('(', '').replace(')', '').replace(' ', ''))
`;

/**
 * The CUDA packages that a wheel of TensorFlow names, as pip takes them.
 * @throws when it names none: then it is not built for CUDA.
 */
export async function cudaRequirements(python: string, wheel: string): Promise<string[]> {
  const lines = (await runProgram(python, ['-c', READ_REQUIREMENTS, wheel])).split('\n');
  const requirements = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (requirements.length > 0) return requirements;
  throw new Error(`Expected ${wheel} to name CUDA packages, it names none.`);
}

/**
 * Installs CUDA's libraries by pip, into `nvidia` beside TensorFlow's own `lib`: TensorFlow looks
 * for most of them there by itself (its RUNPATH is `$ORIGIN/../nvidia/…`), so nobody sets a variable.
 * @param cache where pip keeps what it downloads: it goes with that folder if it is broken off.
 */
export async function installCudaLibraries(
  python: string,
  requirements: readonly string[],
  { deps, cache }: { readonly deps: string; readonly cache: string },
): Promise<void> {
  // Each is built for a C library of another age, so pip chooses by this system's own.
  const chosen = ['--only-binary=:all:', '--no-deps', '--upgrade', '--target', deps];
  const quiet = ['--quiet', '--no-color', '--no-cache-dir'];
  await runProgram(python, ['-m', 'pip', 'install', ...quiet, ...chosen, ...requirements], {
    env: { ...process.env, TMPDIR: cache },
  });
  await linkUnseenLibraries(deps);
}

/** Packages whose folders the RUNPATH of TensorFlow 2.21 lacks; without cuSOLVER it takes no GPU. */
const UNSEEN = ['cusolver', 'curand', 'cuda_nvrtc', 'nvjitlink'];

/** Links them from a folder that it has. They find what they need themselves, by their own RUNPATH. */
export async function linkUnseenLibraries(deps: string): Promise<void> {
  const seen = join(deps, 'nvidia', 'cuda_runtime', 'lib');
  for (const name of UNSEEN) {
    const files = await readdir(join(deps, 'nvidia', name, 'lib'));
    for (const file of files.filter((file) => file.includes('.so'))) {
      await rm(join(seen, file), { force: true });
      await symlink(join('..', '..', name, 'lib', file), join(seen, file));
    }
  }
}
