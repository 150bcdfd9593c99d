import { ConfigError, NetworkError, SplitError } from '@peasy/core';
import { PhotoError } from '@peasy/data';
import { KernelsError } from '@peasy/kernels';
import { ServerError, StoreError } from '@peasy/tracker';
import { EngineError } from '@peasy/trainer';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { createProgram } from './program.js';
import { UserError } from './user-error.js';

/** Mistakes that a user can mend: their message is all that is printed. */
const USER_ERRORS = [
  UserError,
  ConfigError,
  NetworkError,
  SplitError,
  PhotoError,
  StoreError,
  ServerError,
  EngineError,
  KernelsError,
] as const;

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
  if (USER_ERRORS.some((kind) => error instanceof kind)) {
    console.error(`peasy: ${(error as Error).message}`);
    return EXIT.failed;
  }
  console.error('peasy: an error that should not be. Please report it with what stands below.');
  console.error(error);
  return EXIT.failed;
}
