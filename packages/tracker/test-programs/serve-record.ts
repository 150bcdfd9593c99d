import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createServer,
  type RunningServer,
  type ServerOptions,
} from '../src/server/create-server.js';
import { openStore, type Store, type StoreOptions } from '../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

/** A server on a free port for one test, over a new record, with a page of two files. */
export async function serveRecord(
  options: Partial<StoreOptions> = {},
  serverOptions: Partial<ServerOptions> = {},
): Promise<{
  readonly store: Store;
  readonly file: string;
  readonly server: RunningServer;
  readonly reports: unknown[];
  readonly folder: string;
}> {
  const folder = temporaryFolder();
  const file = join(folder, 'peasy.db');
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Peasy</title>');
  writeFileSync(join(page, 'assets', 'main-1a2b.js'), 'export {};');
  const store = openStore({ file, ...options });
  const reports: unknown[] = [];
  const server = await createServer({
    store,
    dashboardFolder: page,
    port: 0,
    ...serverOptions,
    report: (error) => reports.push(error),
  });
  onTestFinished(async () => {
    await server.close();
    store.close();
  });
  return { store, file, server, reports, folder };
}
