/**
 * `npx nx run trainer:install-webgpu`: Dawn and tfjs for the `webgpu` engine, into `.peasy/webgpu`
 * of the workspace (or PEASY_WEBGPU).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installWebgpu, uninstallWebgpu } from '../src/webgpu-runtime/install-webgpu.js';
import { webgpuFolder } from '../src/webgpu-runtime/webgpu-folder.js';

const USAGE = `npx nx run trainer:install-webgpu -- [options]
  --uninstall      removes all of it
  --help
It goes into .peasy/webgpu of the workspace, or PEASY_WEBGPU. A second install only looks which GPU
there is.`;

try {
  process.exitCode = await main();
} catch (error) {
  complain(`install-webgpu: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      uninstall: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const folder = webgpuFolder(process.cwd());
  if (values.uninstall) {
    const bytes = await uninstallWebgpu(folder);
    print(
      bytes === 0
        ? `There was none in ${folder}.`
        : `Removed ${Math.round(bytes / 1e6)} MB of ${folder}.`,
    );
    return 0;
  }
  const started = performance.now();
  const say = (line: string) =>
    print(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const isNew = await installWebgpu(folder, say);
  say(isNew ? `Installed: ${folder}` : `It is installed already: ${folder}`);
  return probe();
}

/** In a program of its own: a broken native library ends the program that loads it. */
function probe(): number {
  const script = join(import.meta.dirname, 'probe-webgpu.ts');
  const { status, signal } = spawnSync(process.execPath, [...process.execArgv, script], {
    stdio: 'inherit',
  });
  if (signal) throw new Error(`The program that tried it was ended by ${signal}.`);
  return status ?? 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
