import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { workspaceRoot } from '../workspace-root.js';

/** A record that is served until it is stopped. */
export interface ServedRecord {
  readonly url: string;
  stop(): void;
}

/** Starts `peasy serve` of the built product over a database, on a free port. @throws with what it said when it ends. */
export async function serveRecord(db: string): Promise<ServedRecord> {
  const bin = join(workspaceRoot, 'apps/cli/bin/peasy.js');
  const words = [bin, 'serve', '--db', resolve(db), '--port', '0', '--json'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const url = await new Promise<string>((found, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as { event: string; url: string };
      if (event.event === 'serving') found(event.url);
    });
    child.on('exit', () => failed(new Error(`peasy serve ended: ${said.trim()}`)));
  });
  return { url, stop: () => child.kill('SIGINT') };
}
