import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { DEFAULT_PORT } from '../page-address.js';
import { StopSignals } from '../stop-signals.js';
import { jsonLine } from '../terminal/json-line.js';
import { UserError } from '../user-error.js';
import { databaseFile, findWorkspace } from '../workspace.js';

interface ServeFlags {
  readonly port: string;
  readonly db?: string;
  readonly json?: boolean;
}

/** `peasy serve` */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('show the runs in a browser, live')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', String(DEFAULT_PORT))
    .option('--db <file>', 'the database (default: peasy.db in the workspace root, or PEASY_DB)')
    .option('--json', 'print the address as JSON, for machines')
    .action(async (flags: ServeFlags) => {
      const port = parsePort(flags.port);
      const file = databaseFile(findWorkspace(), flags.db);
      const { createServer, openStore } = await import('@peasy/tracker');
      const store = openStore({ file });
      const stop = new StopSignals(() => undefined);
      try {
        const server = await createServer({ store, dashboardFolder: dashboardFolder(), port });
        if (flags.json) jsonLine({ event: 'serving', url: server.url, db: file });
        else console.log(`Peasy shows ${file}\n\n  ${server.url}\n\nCtrl-C stops it.`);
        if (!stop.signal.aborted) await once(stop.signal, 'abort');
        await server.close();
        // Stopping is how a server ends: no failure.
        process.exitCode = EXIT.ok;
      } finally {
        stop.close();
        store.close();
      }
    });
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

/** Where the built page is. */
function dashboardFolder(): string {
  const manifest = fileURLToPath(import.meta.resolve('@peasy/dashboard/package.json'));
  return path.join(path.dirname(manifest), 'dist');
}
