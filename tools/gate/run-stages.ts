import { runCommand } from '../run-command.js';
import { workspaceRoot } from '../workspace-root.js';
import { commandOf, type Stage } from './stages.js';
import { toolPath } from './tool-path.js';

/**
 * Runs stages in order, a line each with its seconds, and stops at the first that fails: then with
 * its output and the command that runs it alone.
 * @returns whether all went well.
 */
export async function runStages(stages: readonly Stage[]): Promise<boolean> {
  for (const stage of stages) {
    const { code, seconds, output } = await runCommand(
      process.execPath,
      [toolPath(stage.tool), ...stage.args],
      { cwd: workspaceRoot },
    );
    if (code === 0) {
      console.log(`ok      ${stage.name} (${seconds.toFixed(1)} s)`);
      continue;
    }
    console.log(output.trimEnd());
    console.log(`FAILED  ${stage.name} (${seconds.toFixed(1)} s). Alone: ${commandOf(stage)}`);
    return false;
  }
  return true;
}
