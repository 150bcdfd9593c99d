import { type CommandOptions, runCommand } from '../../run-command.js';

/** Runs a step of a set-up; its output. @throws with the command and the end of what it wrote when it fails. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  const ending = code === null ? 'did not start, or was ended' : `ended with code ${code}`;
  throw new Error(`\`${command} ${args.join(' ')}\` ${ending}: ${errorLines(output)}`);
}

/** Of a long output, the lines that say what went wrong, else the last one. */
function errorLines(output: string): string {
  const lines = output.trim().split('\n');
  const errors = lines.filter((line) => /error/i.test(line)).slice(-2);
  return (errors.length > 0 ? errors : lines.slice(-1)).join(' ').trim().slice(0, 400);
}
