import express, { type Express } from 'express';
import helmet from 'helmet';
import { loggingEndpoints } from '../mlflow/logging.js';
import { mlflowRoutes } from '../mlflow/mlflow-routes.js';
import { type QuickListener, quickLogging } from '../mlflow/quick-logging.js';
import type { Store } from '../store/store.js';
import { apiRoutes } from './api-routes.js';
import { artifactRoutes } from './artifact-routes.js';
import { checkHost, isLoopback, isOwnHost } from './check-host.js';
import { checkOrigin } from './check-origin.js';
import { checkToken } from './check-token.js';
import { compressed } from './compressed.js';
import { limitBodyTime } from './limit-body-time.js';
import { pageFiles } from './page-files.js';
import type { PhotoProvider } from './photo-provider.js';
import { photoRoutes } from './photo-routes.js';
import { RunEvents } from './run-events.js';
import { errorAnswers } from './send-error.js';
import { weightRoutes } from './weight-routes.js';

const BODY_TIMEOUT_MS = 300_000;

/** What createApp takes. */
export interface AppOptions {
  readonly store: Store;
  /** Folder of the built page, with its index.html: `pageFolder` of @peasy/dashboard. */
  readonly dashboardFolder: string | URL;
  /** The address that the app is reached at, beside the loopback names. On one that other machines reach, every request needs a token. */
  readonly host?: string;
  /** Finds a run's photos, for the page; left out: the page has none of them. */
  readonly photosOf?: PhotoProvider;
  /** Bodies that are no uploads must come within so long. Default: 5 minutes. */
  readonly bodyTimeoutMs?: number;
  /** Hears of every error that is not the asker's own. */
  readonly report?: (error: unknown) => void;
}

/** The app, and how to end its event streams. */
export interface PeasyApp {
  readonly app: Express;
  /** Takes the requests that a program logs with, before the app; answers whether it did. */
  readonly quick: QuickListener;
  /** Ends every open event stream. */
  closeEvents(): void;
}

/** The server without a port: MLflow's protocol, Peasy's own API under /api, and the page everywhere else. */
export function createApp(options: AppOptions): PeasyApp {
  const { store, dashboardFolder, host = '127.0.0.1', photosOf, report = () => {} } = options;
  const events = new RunEvents(store, report);
  const logging = loggingEndpoints(store.access);
  const app = express();
  app.disable('x-powered-by');
  app.use(checkHost(host));
  app.use(securityHeaders());
  app.use(limitBodyTime(options.bodyTimeoutMs ?? BODY_TIMEOUT_MS));
  app.use(checkOrigin());
  if (!isLoopback(host)) {
    app.use(checkToken((token) => store.roleOfToken(token)));
    app.use(compressed());
  }
  app.use(mlflowRoutes(store.access, logging, report));
  app.use('/api', weightRoutes(store), photoRoutes(store, photosOf), artifactRoutes(store));
  app.use('/api', apiRoutes(store, events));
  app.use(pageFiles(dashboardFolder));
  app.use(errorAnswers(report));
  // Where tokens are asked for, every request goes through all checks.
  const quick = isLoopback(host) ? quickLogging(logging, isOwnHost(host), report) : () => false;
  return { app, quick, closeEvents: () => events.close() };
}

/** Everything the page needs is its own; it compiles WebAssembly, draws pictures of its own making, and runs workers. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Together with the opener policy: shared memory, which threads of WebAssembly need.
    crossOriginEmbedderPolicy: true,
    // The server speaks plain HTTP on this machine.
    strictTransportSecurity: false,
  });
}
