import { spawnSync } from 'node:child_process';

/**
 * Runs the program that tries an install, its words in this terminal. In a program of its own: a
 * broken native library ends the program that loads it.
 * @param file without its ending: that of the file which asks, since both are compiled or both are not.
 * @returns whether it ended well.
 * @throws when a signal ended it.
 */
export function runProbe(file: string, args: readonly string[] = []): boolean {
  const script = file + (import.meta.filename.endsWith('.ts') ? '.ts' : '.js');
  const { status, signal, error } = spawnSync(
    process.execPath,
    [...process.execArgv, script, ...args],
    { stdio: 'inherit' },
  );
  if (error) throw error;
  if (signal) throw new Error(`The program that tried it was ended by ${signal}.`);
  return status === 0;
}

/** Prints lines with the seconds since now before them. */
export function timedLines(print: (line: string) => void): (line: string) => void {
  const started = performance.now();
  return (line) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    print(`${seconds.padStart(4)} s  ${line}`);
  };
}

/** What an uninstall has to say. */
export function removedWords(bytes: number, folder: string): string {
  return bytes === 0
    ? `There was none in ${folder}.`
    : `Removed ${Math.round(bytes / 1e6)} MB of ${folder}.`;
}
