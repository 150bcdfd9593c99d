import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPath } from '../gate/tool-path.js';
import { runCommand } from '../run-command.js';
import { workspaceRoot } from '../workspace-root.js';
import type { Outcome } from './outcome.js';
import { OUTCOME_VARIABLE } from './outcome-reporter.js';

/** Runs every project's tests, their output shown, with more variables in their environment. */
export async function runTests(variables: Readonly<Record<string, string>>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'peasy-tests-'));
  const file = join(folder, 'outcome.json');
  const reporter = join(workspaceRoot, 'tools/report/outcome-reporter.ts');
  try {
    const { code } = await runCommand(
      process.execPath,
      [toolPath('vitest'), 'run', '--reporter=default', `--reporter=${reporter}`],
      {
        cwd: workspaceRoot,
        environment: { ...process.env, ...variables, [OUTCOME_VARIABLE]: file },
        show: true,
      },
    );
    return readOutcome(file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcome, which is never good when Vitest itself says that it failed. */
function readOutcome(file: string, code: number | null): Outcome {
  const outcome: Outcome = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failures: [], skips: [] };
  if (code === 0 || outcome.failures.length > 0) return outcome;
  const message = `it ended with ${code === null ? 'a signal' : `exit code ${code}`} and named no failed test`;
  return { ...outcome, failures: [{ name: 'vitest run', message }] };
}
