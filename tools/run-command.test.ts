import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.js';

function runScript(script: string, limitSeconds?: number) {
  return runCommand(process.execPath, ['-e', script], { limitSeconds });
}

describe('runCommand()', () => {
  it('gives back both outputs and the exit code', async () => {
    const result = await runScript('console.log("out"); console.error("err"); process.exit(3)');
    expect(result.code).toBe(3);
    expect(result.output).toContain('out\n');
    expect(result.output).toContain('err\n');
  });

  it('ends a command at its limit, even when a child of it goes on', async () => {
    const child = 'setTimeout(() => {}, 5000)';
    const script = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); ${child}`;
    const result = await runScript(script, 0.5);
    expect(result.code).toBeNull();
    expect(result.seconds).toBeLessThan(4);
  });

  it('says why a command did not start', async () => {
    const result = await runCommand('peasy-no-such-command', []);
    expect(result.code).toBeNull();
    expect(result.output).toContain('ENOENT');
  });
});
