import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import {
  type ContenderLine,
  parseContenderLine,
  type ReadyLine,
  type WindowLine,
} from './contender-line.js';

/** A window may last this much longer than asked for: some end with their epoch only. */
const WINDOW_GRACE_SECONDS = 120;
const STOP_SECONDS = 5;

export interface ContenderCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A training program that was started, warmed up, and trains a window whenever it is asked; it sleeps between. */
export class Contender {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  #errors = '';
  #waiting: ((line: ContenderLine | Error) => void) | undefined;
  #ended: Error | undefined;
  #isReady = false;

  private constructor({ command, args, environment }: ContenderCommand) {
    this.#child = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#lines = createInterface({ input: this.#child.stdout! });
    this.#lines.on('line', (line) => this.#take(line));
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
    // Its end is told by `close`; a write to it after that is no news.
    this.#child.stdin!.on('error', () => undefined);
    this.#child.on('error', (error) => this.#end(error));
    this.#child.on('close', (code) =>
      this.#end(new Error(`it ended with code ${code}: ${lastWords(this.#errors)}`)),
    );
  }

  /** Starts it and waits until it is warm, so long at most. @throws with its own last words. */
  static async start(
    command: ContenderCommand,
    readySeconds: number,
  ): Promise<{ contender: Contender; about: ReadyLine }> {
    const contender = new Contender(command);
    const line = await contender.#next(readySeconds).catch(async (error) => {
      await contender.stop();
      throw error;
    });
    if (line.kind !== 'ready') throw new Error(`Expected it to be ready first, got a ${line.kind}`);
    contender.#isReady = true;
    return { contender, about: line };
  }

  /** Trains for at least so long. @throws when it died, or does not answer. */
  async window(seconds: number): Promise<WindowLine> {
    this.#child.stdin!.write(`${JSON.stringify({ seconds })}\n`);
    const line = await this.#next(seconds + WINDOW_GRACE_SECONDS);
    if (line.kind !== 'window') throw new Error(`Expected a window, got a ${line.kind}`);
    return line;
  }

  /** Lets it end by itself, and ends it if it does not. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    this.#child.stdin!.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_SECONDS * 1000);
    await closed;
    clearTimeout(timer);
  }

  #next(limitSeconds: number): Promise<ContenderLine> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const timer = setTimeout(() => {
        this.#waiting?.(
          new Error(`${this.#isReady ? 'no answer' : 'not warm'} within ${limitSeconds} s`),
        );
      }, limitSeconds * 1000);
      this.#waiting = (line) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        if (line instanceof Error) reject(line);
        else resolve(line);
      };
    });
  }

  #take(text: string): void {
    try {
      const line = parseContenderLine(text);
      if (line) this.#waiting?.(line);
    } catch (error) {
      this.#waiting?.(error as Error);
    }
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    this.#waiting?.(this.#ended);
  }
}

/** Of what it wrote on standard error, the line that names the error, else the last one. */
function lastWords(text: string): string {
  const lines = text.trim().split('\n');
  const error = lines.findLast((line) => /^\s*(\w*Error|Expected)\b/.test(line));
  return (error ?? lines.at(-1))?.trim() || 'it said nothing';
}
