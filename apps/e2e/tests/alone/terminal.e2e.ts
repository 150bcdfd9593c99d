import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { config, emptyFolder, peasyJson, ROOT } from '../../src/peasy.js';

/** `script` of util-linux runs a command in a terminal of its own and passes its exit code on. */
const HAS_SCRIPT =
  process.platform === 'linux' &&
  ['/usr/bin/script', '/bin/script'].some((file) => existsSync(file));
const NEEDS_SCRIPT = HAS_SCRIPT ? '' : ' [needs the command script of util-linux, absent here]';

/** A command in a terminal. */
class Terminal {
  readonly #child: ChildProcess;
  screen = '';
  readonly ended: Promise<number | null>;

  constructor(command: string, cwd: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn('script', ['-qec', `stty cols 120 rows 40; ${command}`, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm-256color', CI: '', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout!.on('data', (chunk) => {
      this.screen += chunk;
    });
    this.ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  type(text: string): void {
    this.#child.stdin!.write(text);
  }

  async shows(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.screen)) {
      if (this.#child.exitCode !== null)
        throw new Error(`ended without ${pattern}: ${this.screen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  end(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }
}

const CTRL_C = '\x03';
const BIN = `${process.execPath} ${path.join(ROOT, 'apps/cli/bin/peasy.js')}`;

describe.skipIf(!HAS_SCRIPT)(`peasy train in a terminal${NEEDS_SCRIPT}`, () => {
  let terminal: Terminal | undefined;
  afterEach(() => terminal?.end());

  it('draws one live line with loss, accuracy, images/s and time left, then a table', async () => {
    const folder = emptyFolder();
    terminal = new Terminal(`${BIN} train --config ${config('cnn')} --epochs 3`, folder, {});
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen).toMatch(
      /\r.\[2Kepoch 1\/3 +\[#*-*\] +loss \d\.\d+ +accuracy \d\.\d+ ± \d\.\d+ \(n = [\d,]+\) +[\d,]+ images\/s +\S+( s)? left/,
    );
    expect(terminal.screen).toMatch(/test accuracy +0\.\d+ ± 0\.\d+ \(n = [\d,]+\)/);
    expect(terminal.screen).toMatch(/page +http:\/\/127\.0\.0\.1:\d+\/runs\/cnn/);
  }, 120_000);

  it.each([
    ['peasy', BIN, ''],
    ['nx run', 'npx nx run cli:', ''],
  ])(
    'Ctrl-C under %s keeps the run as interrupted and exits with 130',
    async (_, prefix) => {
      const folder = emptyFolder();
      const db = path.join(folder, 'peasy.db');
      const isNx = prefix.includes('nx');
      const command = `${isNx ? `${prefix}train` : `${prefix} train`} --config ${config('cnn')} --epochs 400 --db ${db}`;
      terminal = new Terminal(command, isNx ? ROOT : folder, {});
      await terminal.shows(/epoch +2\/400/);
      terminal.type(CTRL_C);
      expect(await terminal.ended).toBe(130);
      expect(terminal.screen).toMatch(/interrupted/);
      const run = await peasyJson<{ status: string; snapshots: { reasons: string[] }[] }>(folder, [
        'show',
        'latest',
      ]);
      expect(run.status).toBe('interrupted');
      expect(run.snapshots.some(({ reasons }) => reasons.includes('checkpoint'))).toBe(true);
      // No training process is left behind.
      const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
      expect(left.includes(db)).toBe(false);
    },
    180_000,
  );
});
