import { dirname, join } from 'node:path';
import { runCommand } from '../run-command.js';

/** npm's own program where npm or a package's script started us, else the one that came with this Node. */
const PROGRAM = process.env.npm_execpath;

/** Runs npm in a folder; answers its output. @throws with what it said when it failed. */
export async function npm(
  args: readonly string[],
  cwd: string,
  limitSeconds = 300,
): Promise<string> {
  const environment = withoutNpmWords(process.env);
  const options = { cwd, environment, limitSeconds };
  const { code, output } = PROGRAM?.endsWith('.js')
    ? await runCommand(process.execPath, [PROGRAM, ...args], options)
    : await runCommand(beside(process.execPath), args, options);
  if (code === 0) return output;
  throw new Error(`npm ${args.join(' ')} in ${cwd} ended with ${code}:\n${output.trim()}`);
}

function beside(node: string): string {
  return process.platform === 'win32' ? join(dirname(node), 'npm.cmd') : 'npm';
}

/** npm tells its scripts what it was asked for, and takes that from its surroundings again. */
function withoutNpmWords(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const words = Object.entries(env).filter(
    ([key]) =>
      !/^npm_(config_(?!registry|cache|userconfig)|package_|lifecycle_|command)/i.test(key),
  );
  return Object.fromEntries(words);
}
