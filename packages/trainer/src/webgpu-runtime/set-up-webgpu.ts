import { join } from 'node:path';
import { removedWords, runProbe, timedLines } from '../native-installs/run-probe.js';
import { installWebgpu, uninstallWebgpu } from './install-webgpu.js';
import { webgpuFolder } from './webgpu-folder.js';

/**
 * Installs Dawn and tfjs for the `webgpu` engine, for the folder that this program runs in (see
 * `webgpuFolder`), and says which GPU there is. A second install only looks which one.
 * @throws when it cannot be fetched, or does not load.
 */
export async function setUpWebgpu(print: (line: string) => void): Promise<void> {
  const folder = webgpuFolder(process.cwd());
  const say = timedLines(print);
  const isNew = await installWebgpu(folder, say);
  say(isNew ? `Installed: ${folder}` : `It is installed already: ${folder}`);
  if (!runProbe(join(import.meta.dirname, 'probe-webgpu'))) {
    throw new Error('WebGPU is in place and does not load here; see above.');
  }
}

/** Removes what `setUpWebgpu` installed. */
export async function removeWebgpu(print: (line: string) => void): Promise<void> {
  const folder = webgpuFolder(process.cwd());
  print(removedWords(await uninstallWebgpu(folder), folder));
}
