import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { pageFolder } from '@peasy/dashboard';
import type { Store } from '@peasy/tracker';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { DEFAULT_PORT } from '../page-address.js';
import { StopSignals } from '../stop-signals.js';
import { jsonLine } from '../terminal/json-line.js';
import { UserError } from '../user-error.js';
import { databaseFile, findWorkspace } from '../workspace.js';

interface ServeFlags {
  readonly host: string;
  readonly port: string;
  readonly db?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** `peasy serve` */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('show the runs in a browser, live')
    .option('--port <n>', 'port to listen on; 0 takes a free one', String(DEFAULT_PORT))
    .option(
      '--host <address>',
      'address to listen on; one that other machines reach wants tokens (peasy token)',
      '127.0.0.1',
    )
    .option('--db <file>', 'the database (default: peasy.db in the workspace root, or PEASY_DB)')
    .option('--data <path>', 'where the photos of runs are now, if not where they were trained on')
    .option('--json', 'print the address as JSON, for machines')
    .action(async (flags: ServeFlags) => {
      const port = parsePort(flags.port);
      const workspace = findWorkspace();
      const file = databaseFile(workspace, flags.db);
      // A server lives for weeks beside what trains: V8 gives memory back sooner, for a few percent of speed.
      setFlagsFromString('--optimize-for-size');
      const { createServer, isLoopback, openStore } = await import('@peasy/tracker');
      const { applyRetentionHourly } = await import('../apply-retention.js');
      const { runPhotos } = await import('../run-photos.js');
      const store = openStore({ file });
      const stop = new StopSignals(() => undefined);
      try {
        const { host } = flags;
        if (!isLoopback(host)) requireTokens(store, host);
        const server = await createServer({
          store,
          dashboardFolder: pageFolder,
          photosOf: runPhotos(store, workspace, flags.data, stop.signal),
          host,
          port,
        });
        if (flags.json) jsonLine({ event: 'serving', url: server.url, db: file });
        else console.log(`Peasy shows ${file}\n\n  ${server.url}\n\nCtrl-C stops it.`);
        const endRetention = applyRetentionHourly(store, (words) =>
          flags.json ? jsonLine({ event: 'retention', message: words }) : console.log(`\n${words}`),
        );
        if (!stop.signal.aborted) await once(stop.signal, 'abort');
        await endRetention();
        await server.close();
        // Stopping is how a server ends: no failure.
        process.exitCode = EXIT.ok;
      } finally {
        stop.close();
        store.close();
      }
    });
}

/** For a server that other machines reach. @throws UserError where nobody has a token for it. */
function requireTokens(store: Store, host: string): void {
  if (store.listTokens().length > 0) return;
  throw new UserError(
    `Expected a token for a server on ${host}, which other machines reach, and there is none. Make one: peasy token add laptop --role write. Or leave --host out.`,
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new UserError(
      `Expected --port to be a whole number from 0 to 65535, got ${JSON.stringify(text)}.`,
      EXIT.usage,
    );
  }
  return port;
}
