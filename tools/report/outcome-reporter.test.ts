import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toolPath } from '../gate/tool-path.js';
import { runCommand } from '../run-command.js';
import type { Outcome } from './outcome.js';
import { OUTCOME_VARIABLE } from './outcome-reporter.js';

const reporter = join(import.meta.dirname, 'outcome-reporter.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peasy-reporter-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a test file with Vitest, which is not told of this run around it. */
async function outcomeOf(text: string): Promise<Outcome> {
  writeFileSync(join(folder, 'one.test.js'), text);
  const file = join(folder, 'outcome.json');
  const { VITEST: _, ...environment } = process.env;
  const args = ['run', '--globals', `--root=${folder}`, `--reporter=${reporter}`];
  await runCommand(process.execPath, [toolPath('vitest'), ...args], {
    cwd: folder,
    environment: { ...environment, [OUTCOME_VARIABLE]: file },
  });
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('OutcomeReporter', () => {
  it('tells passed, failed and skipped tests apart, with the reasons of the skips', async () => {
    const outcome = await outcomeOf(`
      it('passes', () => {});
      it('fails', () => { throw new Error('broken'); });
      describe.skip('suite [needs a moon]', () => { it('a', () => {}); it('b', () => {}); });
      it('leaves', (context) => context.skip('needs a sun'));
      it.skip('forgets', () => {});
    `);
    expect(outcome.passed).toBe(1);
    expect(outcome.failures).toEqual([{ name: 'one.test.js > fails', message: 'broken' }]);
    expect(outcome.skips.map(({ reason }) => reason)).toEqual([
      'needs a moon',
      'needs a moon',
      'needs a sun',
      undefined,
    ]);
  });

  it('counts a hook that fails, once, and says why its tests did not run', async () => {
    const outcome = await outcomeOf(`
      describe('suite', () => {
        beforeAll(() => { throw new Error('no set-up'); });
        it('a', () => {});
      });
    `);
    expect(outcome.failures).toEqual([{ name: 'one.test.js > suite', message: 'no set-up' }]);
    expect(outcome.passed).toBe(0);
    expect(outcome.skips.map(({ reason }) => reason)).toEqual(['its suite or file failed']);
  });

  it('counts a file that cannot be read', async () => {
    const outcome = await outcomeOf("import './not-there.js';");
    expect(outcome.failures.length).toBe(1);
    expect(outcome.failures[0].name).toBe('one.test.js');
  });

  it('counts an error outside of any test', async () => {
    const outcome = await outcomeOf(
      "it('passes', () => { setTimeout(() => { throw new Error('stray'); }, 1); return new Promise((end) => setTimeout(end, 50)); });",
    );
    expect(outcome.failures).toContainEqual({ name: 'outside of any test', message: 'stray' });
  });
});
