import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The workspace that is tested. */
export const ROOT = path.resolve(import.meta.dirname, '../../..');
const BIN = path.join(ROOT, 'apps/cli/bin/peasy.js');

/** Packed photos are shared by all tests: they are keyed by content, and packing them is tested elsewhere. */
const CACHE = path.join(tmpdir(), 'peasy-e2e-cache');

/** A config of the workspace, by its path. */
export function config(name: string): string {
  return path.join(ROOT, 'configs', `${name}.json`);
}

/** A new, empty folder to work in. */
export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'peasy-e2e-'));
}

/** What a command said, and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One line of `peasy train --json`. */
export interface TrainEvent {
  readonly event: string;
  readonly [key: string]: unknown;
}

/** What a command runs in, where it is not this Node as it is. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  /** Of Node: "--jitless". */
  readonly nodeFlags?: readonly string[];
  /** A command of the shell whose limits it runs under: "ulimit -v 4000000". */
  readonly limit?: string;
}

/** A `peasy` process under way. */
export class Peasy {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #stdout = '';
  #stderr = '';
  readonly ended: Promise<Finished>;

  constructor(
    cwd: string,
    args: readonly string[],
    { env = {}, nodeFlags = [], limit }: Surroundings = {},
  ) {
    const { NX_TASK_TARGET_PROJECT: _, PEASY_DATA: __, PEASY_DB: ___, ...clean } = process.env;
    const words = [process.execPath, ...nodeFlags, BIN, ...args];
    const [command, ...rest] = limit ? ['sh', '-c', `${limit}; exec "$@"`, 'sh', ...words] : words;
    this.#child = spawn(command, rest, {
      cwd,
      env: { ...clean, PEASY_CACHE: CACHE, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout!.on('data', (chunk) => {
      this.#stdout += chunk;
    });
    this.#child.stderr!.on('data', (chunk) => {
      this.#stderr += chunk;
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.#lines.push(line);
      for (const wake of this.#waiting) wake();
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
        for (const wake of this.#waiting) wake();
      });
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The first JSON line that fits; rejects with what was said when the process ends before. */
  event(fits: (event: TrainEvent) => boolean): Promise<TrainEvent> {
    return this.#firstLine((line) => {
      if (!line.startsWith('{')) return undefined;
      const event = JSON.parse(line) as TrainEvent;
      return fits(event) ? event : undefined;
    });
  }

  /** Resolves with the first line on standard output that fits; rejects as `event` does. */
  says(pattern: RegExp): Promise<string> {
    return this.#firstLine((line) => (pattern.test(line) ? line : undefined));
  }

  /** What `read` makes of the first line that it makes something of. */
  #firstLine<T>(read: (line: string) => T | undefined): Promise<T> {
    let seen = 0;
    return new Promise((resolve, reject) => {
      const look = () => {
        for (; seen < this.#lines.length; seen++) {
          const found = read(this.#lines[seen]);
          if (found === undefined) continue;
          this.#waiting.delete(look);
          resolve(found);
          return;
        }
        if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
          this.#waiting.delete(look);
          reject(new Error(`peasy ended before: ${this.#stdout}${this.#stderr}`));
        }
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** Runs one command to its end. */
export function peasy(
  cwd: string,
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Finished> {
  return new Peasy(cwd, args, surroundings).ended;
}

/** Runs one command with `--json` and reads what it printed. @throws when it failed. */
export async function peasyJson<T>(cwd: string, args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await peasy(cwd, [...args, '--json']);
  if (code !== 0) throw new Error(`peasy ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as T;
}

/** The events of a finished `peasy train --json`. */
export function events({ stdout }: Finished): TrainEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as TrainEvent);
}
