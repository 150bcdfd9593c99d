import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppOptions, createApp } from './create-app.js';
import { asServerError } from './server-error.js';

/** The port that `peasy serve` listens on unless told otherwise. */
export const DEFAULT_PORT = 5050;
/** Addresses that mean all of a machine's own, and one of those that a browser can go to. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const KEEP_ALIVE_MS = 75_000;
const IDLE_TIMEOUT_MS = 120_000;
/** Requests under way when the server closes have this long to end. */
const GRACE_MS = 500;

/** What createServer takes. */
export interface ServerOptions extends AppOptions {
  /** Default: 5050; 0: any free one. */
  readonly port?: number;
  /** A connection on which nothing moves for so long is closed. Default: 2 minutes. */
  readonly idleTimeoutMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Where the page is: "http://127.0.0.1:5050". */
  readonly url: string;
  readonly port: number;
  /** Ends event streams, lets requests under way end, and frees the port. The store stays open. */
  close(): Promise<void>;
}

/**
 * Serves the record and its page on this machine.
 * @throws ServerError when the port is taken or the address is not this machine's.
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = DEFAULT_PORT } = options;
  const { app, quick, closeEvents } = createApp(options);
  const server = createHttpServer((request, response) => {
    if (!quick(request, response)) app(request, response);
  });
  // Node would cut off every request after five minutes, an upload of gigabytes too. What keeps slow
  // clients from holding connections: headers come within a minute, other bodies as createApp says,
  // and something moves.
  server.requestTimeout = 0;
  // Longer than any wait for another program's lock, during which nothing is read: Node's five
  // seconds would end connections whose next request has come already.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = 60_000;
  server.timeout = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const named = EVERYWHERE[host] ?? host;
  const shown = named.includes(':') ? `[${named}]` : named;
  return {
    url: `http://${shown}:${address.port}`,
    port: address.port,
    close: () => close(server, closeEvents),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(asServerError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function close(server: Server, closeEvents: () => void): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    closeEvents();
    server.closeIdleConnections();
  });
}
