import type { Command } from 'commander';

/** Which server, and as whom. */
export interface ServerFlags {
  readonly server?: string;
  readonly token?: string;
}

/** Adds `--server` and `--token`. */
export function addServerFlags(command: Command, serverHelp: string): Command {
  return command
    .option('--server <url>', serverHelp)
    .option('--token <token>', 'a token of that server, of role write (default: PEASY_TOKEN)');
}

/** The token that was given, by flag or environment. */
export function tokenOf({ token }: ServerFlags): string | undefined {
  return token ?? (process.env.PEASY_TOKEN || undefined);
}

/** A server's address as it is compared: without a slash at its end. */
export function serverUrl(given: string): string {
  return given.replace(/\/+$/, '');
}
