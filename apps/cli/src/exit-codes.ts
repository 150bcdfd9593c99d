/** What the exit code of `peasy` says; `peasy --help` lists them. */
export const EXIT = {
  ok: 0,
  /** The work failed: a NaN loss, a database that cannot be read, no such run. */
  failed: 1,
  /** The command line or the config is wrong. */
  usage: 2,
  /** Ctrl-C; what was done is kept. */
  interrupted: 130,
  /** SIGTERM; what was done is kept. */
  terminated: 143,
} as const;

/** For `--help`. */
export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    it failed: the message says why (no such run, unreadable photos, NaN loss, ...)
  2    wrong command line or config
  130  stopped by Ctrl-C, 143 by SIGTERM: what was done is kept, "peasy train --resume RUN" goes on`;
