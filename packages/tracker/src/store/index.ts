/** The record alone, without the server, exports and imports: `@peasy/tracker/record`. */
export { TOKEN_ROLES, type TokenRole } from '../choices.js';
export type { BackedUp } from './back-up.js';
export type { Changes } from './changes.js';
export { type ListOptions, SORT_COLUMNS } from './list-runs.js';
export { LOST_AFTER_SECONDS } from './liveness.js';
export type { BucketedSeries, Buckets, BucketsQuery } from './read-buckets.js';
export type { QueryOptions, QueryResult, SqlValue } from './read-only-query.js';
export type { ExactPoints, PointsQuery } from './read-points.js';
export type { ResumePoint, SnapshotChoice } from './read-snapshots.js';
export type { ResumeOptions } from './resume-run.js';
export { openStore, Store, type StoreOptions } from './store.js';
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from './store-error.js';
export type { StoreHealth } from './store-health.js';
export type { TokenRow } from './tokens.js';
