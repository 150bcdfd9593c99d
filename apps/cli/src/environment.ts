import { execFileSync } from 'node:child_process';
import os from 'node:os';
import type { Workspace } from './workspace.js';

/** What a run ran in, for its record. */
export type Environment = Record<string, string | number | boolean | null>;

/** Reads the machine, the software and the state of the code. */
export function readEnvironment({ root }: Workspace): Environment {
  const cpus = os.cpus();
  return {
    node: process.version,
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    hostname: os.hostname(),
    ...readGit(root),
    argv: commandLine(),
    cwd: process.cwd(),
  };
}

/** The command that repeats this one. */
function commandLine(): string {
  const words = process.argv.slice(2).map((word, at, all) => {
    // A token is nobody's business who reads the record.
    if (all[at - 1] === '--token') return 'TOKEN';
    return word.replace(/^--token=.*/s, '--token=TOKEN');
  });
  return ['peasy', ...words].map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function readGit(folder: string): Environment {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    return {
      gitCommit: git('rev-parse', 'HEAD').trim(),
      gitDirty: git('status', '--porcelain', '--untracked-files=no').trim() !== '',
    };
  } catch {
    // No git, no repository, or no commit: the record says null.
    return { gitCommit: null, gitDirty: null };
  }
}
