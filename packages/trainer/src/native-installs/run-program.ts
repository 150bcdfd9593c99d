import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const runFile = promisify(execFile);

/** The most that a program's words may take. */
const MOST_OUTPUT = 64 * 2 ** 20;

/**
 * Runs a program to its end; what it printed.
 * @throws with the last of its own words when it fails or cannot be started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  try {
    const { stdout } = await runFile(program, [...args], { ...options, maxBuffer: MOST_OUTPUT });
    return stdout;
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    const words = (stderr.trim() || stdout.trim() || (error as Error).message).slice(-1500);
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${words}`, { cause: error });
  }
}

/** Whether a program can be started and ends well. */
export async function canRun(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await runFile(program, [...args]);
    return true;
  } catch {
    return false;
  }
}
