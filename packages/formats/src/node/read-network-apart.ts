import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FormatError } from '../format-error.js';
import type { NetworkFile, ReadOptions } from '../network-file.js';
import type { ReadReply, ReadTask } from './read-wire.js';

/** Far more than a gigabyte of weights takes. */
const LONGEST_MS = 60_000;

/** How to read in a process of its own. */
export interface ReadApartOptions extends ReadOptions {
  /** Milliseconds after which the file counts as damaged. */
  readonly longestMs?: number;
}

/**
 * As readNetwork, in a process of its own: whatever a file does to its reader, it takes no longer
 * than it may, and this process goes on.
 * @throws FormatError
 */
export async function readNetworkApart(
  bytes: Uint8Array,
  { longestMs = LONGEST_MS, ...options }: ReadApartOptions = {},
): Promise<NetworkFile> {
  const child = startProgram();
  try {
    const reply = await replyOf(child, { bytes, options }, longestMs);
    if ('refusal' in reply) throw new FormatError(reply.refusal);
    return reply.read;
  } finally {
    child.kill('SIGKILL');
  }
}

function startProgram(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const program = new URL(`./read-program.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const source = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(fileURLToPath(program), {
    execArgv: fromSource ? ['--import', source(), '--conditions=@peasy/source'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function replyOf(child: ChildProcess, task: ReadTask, longestMs: number): Promise<ReadReply> {
  return new Promise((resolve, reject) => {
    const fail = (words: string) => {
      clearTimeout(timer);
      reject(new FormatError(words));
    };
    const timer = setTimeout(
      () =>
        fail(`The file was not read within ${longestMs / 1000} s: it is damaged, or made to be.`),
      longestMs,
    );
    child.once('message', (reply: ReadReply) => {
      clearTimeout(timer);
      resolve(reply);
    });
    child.once('error', ({ message }) => fail(`The file could not be read: ${message}.`));
    child.once('exit', () => fail('The file ended the program that reads it: it is damaged.'));
    child.send(task, () => {});
  });
}
