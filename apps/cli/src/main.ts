import { ConfigError } from '@peasy/core';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { createProgram } from './program.js';
import { UserError } from './user-error.js';

/**
 * Mistakes that a user can mend: their message is all that is printed. By name, so that a command
 * loads only the packages that it needs.
 */
const USER_ERRORS = new Set([
  'NetworkError',
  'SplitError',
  'PhotoError',
  'StoreError',
  'ServerError',
  'TrackingError',
  'EngineError',
  'KernelsError',
  'FormatError',
]);

/** Runs one `peasy` command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader that closes early (`peasy runs | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Prints an error as its kind deserves; answers the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and version are no failures.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  if (error instanceof ConfigError) {
    console.error(`peasy: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof UserError) {
    console.error(`peasy: ${error.message}`);
    return error.exitCode;
  }
  if (error instanceof Error && USER_ERRORS.has(error.name)) {
    console.error(`peasy: ${error.message}`);
    return EXIT.failed;
  }
  console.error('peasy: an error that should not be. Please report it with what stands below.');
  console.error(error);
  return EXIT.failed;
}
