import { type ClientOptions, TrackingClient } from '../tracking-client.js';
import { FileSpool } from './file-spool.js';
import { spoolFolder } from './spool-folder.js';

/** What connect takes. */
export interface ConnectOptions extends Omit<ClientOptions, 'openSpool'> {
  /** Where writes are kept until the server has them. Default: spoolFolder(). */
  readonly folder?: string;
}

/** A client that keeps on disk what the server does not have yet: also when its program is killed, sendLeft sends it. */
export function connect(options: ConnectOptions): TrackingClient {
  const { folder = spoolFolder(), ...rest } = options;
  return new TrackingClient({ ...rest, openSpool: (run) => FileSpool.create(folder, run) });
}
