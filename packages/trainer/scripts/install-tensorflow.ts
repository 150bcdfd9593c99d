/** `npx nx run trainer:install-tensorflow`: what `npx peasy install tensorflow` does, before anything is built. */
import { parseArgs } from 'node:util';
import { removeTensorflow, setUpTensorflow } from '../src/tensorflow-runtime/set-up-tensorflow.js';

const USAGE = `npx nx run trainer:install-tensorflow -- [options]
  --gpu            TensorFlow with CUDA 12, and CUDA's libraries (Linux on x64, some gigabytes)
  --python PATH    a Python with pip, to fetch it with; default: python3, then python
  --version V      the one whose files are pinned by hash
  --uninstall      removes all of it
  --help
It goes into .peasy/tensorflow of the workspace, or PEASY_TENSORFLOW. A second install does nothing;
one that was broken off goes on.`;

try {
  const { values } = parseArgs({
    options: {
      gpu: { type: 'boolean', default: false },
      python: { type: 'string' },
      version: { type: 'string' },
      uninstall: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) print(USAGE);
  else if (values.uninstall) await removeTensorflow(print);
  else await setUpTensorflow({ ...values, print });
} catch (error) {
  process.stderr.write(`install-tensorflow: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
