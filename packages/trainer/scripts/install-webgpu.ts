/** `npx nx run trainer:install-webgpu`: what `npx peasy install webgpu` does, before anything is built. */
import { parseArgs } from 'node:util';
import { removeWebgpu, setUpWebgpu } from '../src/webgpu-runtime/set-up-webgpu.js';

const USAGE = `npx nx run trainer:install-webgpu -- [options]
  --uninstall      removes all of it
  --help
It goes into .peasy/webgpu of the workspace, or PEASY_WEBGPU. A second install only looks which GPU
there is.`;

try {
  const { values } = parseArgs({
    options: { uninstall: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) print(USAGE);
  else await (values.uninstall ? removeWebgpu : setUpWebgpu)(print);
} catch (error) {
  process.stderr.write(`install-webgpu: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
