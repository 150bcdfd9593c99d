export { type ClientOptions, TrackingClient } from './tracking-client.js';
export type { HttpRunLogger } from './http-run-logger.js';
export type { SendingEvent } from './sender.js';
export {
  TRACKING_ERROR_CODES,
  TrackingError,
  type TrackingErrorCode,
} from './tracking-error.js';
export { MemorySpool } from './memory-spool.js';
export type { KeptWrite, RunSpool, SpooledRun, Write, WriteKind } from './spool.js';
export type { WireOptions } from './wire.js';
