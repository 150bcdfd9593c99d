import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type PinnedWheel, TENSORFLOW_VERSION, WHEEL_PYTHON } from './pinned-wheels.js';

const run = promisify(execFile);

/**
 * Downloads the wheel by pip, which refuses another file than the pinned one; the path of it. What
 * an earlier download left behind in `folder` is removed first.
 * @param python a Python with pip, of any version that pip supports.
 * @throws when pip cannot fetch it, or its hash is another.
 */
export async function downloadWheel(
  python: string,
  { distribution, platform, sha256 }: PinnedWheel,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const requirements = join(folder, 'requirements.txt');
  const wanted = `${distribution}==${TENSORFLOW_VERSION}`;
  await writeFile(requirements, `${wanted} --hash=sha256:${sha256}\n`);
  const wheels = join(folder, 'wheels');
  const chosen = ['--only-binary=:all:', '--platform', platform, '--implementation', 'cp'];
  chosen.push('--python-version', WHEEL_PYTHON, '--abi', `cp${WHEEL_PYTHON.replace('.', '')}`);
  const checked = ['--no-deps', '--require-hashes', '--requirement', requirements];
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-cache-dir', ...checked, ...chosen];
  try {
    // pip keeps what it downloads in TMPDIR: here it goes with the folder if it is broken off.
    await run(python, [...pip, '--dest', wheels], { env: { ...env, TMPDIR: folder } });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const { stderr = '' } = error as { stderr?: string };
    const reason = /DO NOT MATCH THE HASHES/.test(stderr)
      ? `its SHA-256 is not the pinned ${sha256}: the file was changed or broken on its way. Try again; if it stays so, do not use that source`
      : stderr.trim() || (error as Error).message;
    throw new Error(`Could not download ${wanted} for ${platform}: ${reason}.`, { cause: error });
  }
  const [wheel] = await readdir(wheels);
  return join(wheels, wheel);
}
