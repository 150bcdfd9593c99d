import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removedWords, runProbe, timedLines } from '../native-installs/run-probe.js';
import { installTensorflow, uninstallTensorflow } from './install-tensorflow.js';
import { TENSORFLOW_VERSION } from './pinned-wheels.js';
import { tensorflowFolder } from './tensorflow-folder.js';

/** How TensorFlow is to be installed. */
export interface TensorflowSetUp {
  /** With CUDA 12 and its libraries. */
  readonly gpu?: boolean;
  /** A Python with pip, to fetch it with; default: python3, then python. */
  readonly python?: string | undefined;
  /** The one whose files are pinned by hash; default: that. */
  readonly version?: string;
  /** Takes a line of what happens. */
  readonly print: (line: string) => void;
}

/**
 * Installs TensorFlow for the `tensorflow` engine, for the folder that this program runs in (see
 * `tensorflowFolder`), and tries it. A second install does nothing; one that was broken off goes on.
 * @throws on another version, when it cannot be fetched, or does not compute here.
 */
export async function setUpTensorflow(options: TensorflowSetUp): Promise<void> {
  const { gpu = false, python, version = TENSORFLOW_VERSION, print } = options;
  if (version !== TENSORFLOW_VERSION) {
    throw new Error(
      `Expected --version ${TENSORFLOW_VERSION}, whose files are pinned by hash, got ${version}. Leave it out.`,
    );
  }
  const folder = tensorflowFolder(process.cwd());
  const say = timedLines(print);
  if (!(await installTensorflow({ folder, gpu, python, say }))) {
    print(`TensorFlow ${TENSORFLOW_VERSION} is installed already, in ${folder}.`);
    return;
  }
  say('Testing it...');
  if (!runProbe(join(import.meta.dirname, 'probe-tensorflow'), gpu ? ['--gpu'] : [])) {
    // So that the next install does not take it for a good one.
    await rm(join(folder, 'installed.json'), { force: true });
    throw new Error('TensorFlow is in place and does not compute here; see above.');
  }
  say(`Done: ${folder}`);
}

/** Removes what `setUpTensorflow` installed. */
export async function removeTensorflow(print: (line: string) => void): Promise<void> {
  const folder = tensorflowFolder(process.cwd());
  print(removedWords(await uninstallTensorflow(folder), folder));
}
