import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { EngineName } from '@peasy/core';
import type { EngineProbe } from './probe-engine.js';

const run = promisify(execFile);

/** Longer than any engine takes to load and to train for three seconds. */
const MOST_MS = 60_000;

/**
 * Asks an engine in a program of its own: a broken native library ends the program that loads it.
 * Never throws.
 */
export async function askEngine(name: EngineName, speed: boolean): Promise<EngineProbe> {
  const args = [...process.execArgv, process.argv[1], 'doctor', '--probe', name];
  if (!speed) args.push('--no-speed');
  try {
    const { stdout } = await run(process.execPath, args, { timeout: MOST_MS });
    // Libraries may have words of their own before it.
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as EngineProbe;
  } catch (error) {
    return { reason: failureOf(error) };
  }
}

function failureOf(error: unknown): string {
  const { signal, killed, stderr } = error as {
    signal?: string;
    killed?: boolean;
    stderr?: string;
  };
  if (killed) return `it did not answer within ${MOST_MS / 1000} s`;
  if (signal) return `the program that tried it was ended by ${signal}: what it loads is broken`;
  const words = stderr?.trim().split('\n').at(-1);
  return words || (error instanceof Error ? error.message : String(error));
}
