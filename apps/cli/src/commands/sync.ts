import type { SentRun } from '@peasy/client/node';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { printJson } from '../open-record.js';
import { addServerFlags, type ServerFlags, serverUrl, tokenOf } from '../server-flags.js';
import { formatTable } from '../terminal/table.js';
import { findWorkspace, resolveFrom } from '../workspace.js';

interface SyncFlags extends ServerFlags {
  readonly json?: boolean;
}

/** `peasy sync` */
export function addSync(program: Command): void {
  const command = program
    .command('sync')
    .argument('[folder]', 'where it is kept (default: PEASY_SPOOL, then ~/.cache/peasy/spool)')
    .description('send what trainings with --server left, as their server was away');
  addServerFlags(command, 'send all of it there (default: to the server that each run was for)');
  command.option('--json', 'print JSON, for machines');
  command.action(async (folder: string | undefined, flags: SyncFlags) => {
    const { sendLeft, spoolFolder } = await import('@peasy/client/node');
    const place = folder === undefined ? spoolFolder() : resolveFrom(findWorkspace(), folder);
    const runs = await sendLeft({
      folder: place,
      token: tokenOf(flags),
      ...(flags.server && { url: serverUrl(flags.server), redirect: true }),
      onEvent: ({ kind, message }) => {
        if (kind === 'torn') console.error(message);
      },
    });
    if (runs.some(({ problem }) => problem !== undefined)) process.exitCode = EXIT.failed;
    if (flags.json) return printJson(runs);
    if (runs.length === 0) return console.log(`Nothing waits in ${place}.`);
    printSent(runs);
  });
}

function printSent(runs: readonly SentRun[]): void {
  console.log(
    formatTable(runs, [
      { head: 'id', cell: ({ runId }) => runId || '-' },
      { head: 'run', cell: ({ runName }) => runName || '-' },
      { head: 'server', cell: ({ url }) => url || '-' },
      { head: 'writes sent', align: 'right', cell: ({ sent }) => String(sent) },
      { head: 'left', align: 'right', cell: ({ left }) => String(left) },
    ]),
  );
  for (const { problem } of runs) if (problem) console.error(problem);
}
