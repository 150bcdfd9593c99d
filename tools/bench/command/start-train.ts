import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { workspaceRoot } from '../../workspace-root.js';
import type { NodeVersion } from '../setup/node-version.js';

export interface StartTrain {
  readonly node: NodeVersion;
  /** A config of configs/. */
  readonly config: string;
  /** Undefined: what `peasy train` finds by itself. */
  readonly data: string | undefined;
  readonly epochs: number;
  /** Where its record goes. */
  readonly folder: string;
  /** A module that watches it from within, and what that is told by its environment. */
  readonly watcher: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** How a `peasy train` ended. */
export interface TrainEnd {
  readonly code: number | null;
  /** The last that it said on standard error. */
  readonly errors: string;
}

/** The built `peasy train --json` under way. */
export class TrainProgram {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<TrainEnd>;

  constructor({ node, config, data, epochs, folder, watcher, environment }: StartTrain) {
    const args = [
      ...node.args,
      ...['--import', watcher],
      join(workspaceRoot, 'apps/cli/bin/peasy.js'),
      'train',
      ...['--config', config, '--epochs', String(epochs)],
      ...['--json', '--db', join(folder, 'peasy.db')],
      ...(data ? ['--data', data] : []),
    ];
    this.#child = spawn(node.executable, args, {
      cwd: workspaceRoot,
      env: { ...process.env, ...node.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let errors = '';
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => resolve({ code, errors: errors.trim() }));
    });
  }

  /** What it prints, line by line, to its end. */
  lines(): AsyncIterable<string> {
    return createInterface({ input: this.#child.stdout });
  }

  /** Stops it as Ctrl-C does: it finishes its step and keeps a snapshot. */
  stop(): void {
    this.#child.kill('SIGINT');
  }
}
