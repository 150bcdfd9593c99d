export type * from './api/index.js';
export {
  EXPORT_FORMATS,
  type Exported,
  type ExportFormat,
  type ExportOptions,
  exportRuns,
} from './export/export-runs.js';
export {
  type Imported,
  type ImportOptions,
  type ImportProgress,
  importRuns,
} from './import/import-runs.js';
export {
  type ImportedNetwork,
  importNetwork,
  type NetworkToImport,
} from './import/import-network.js';
export { IMPORT_FORMATS, type ImportFormat } from './import/source.js';
export { type AppOptions, createApp, type PeasyApp } from './server/create-app.js';
export { isLoopback } from './server/check-host.js';
export { createServer, type RunningServer, type ServerOptions } from './server/create-server.js';
export type { PhotoProvider, RunPhotos } from './server/photo-provider.js';
export { ServerError } from './server/server-error.js';
export type { BackedUp } from './store/back-up.js';
export type { Changes } from './store/changes.js';
export { type ListOptions, SORT_COLUMNS } from './store/list-runs.js';
export { LOST_AFTER_SECONDS } from './store/liveness.js';
export type { QueryOptions, QueryResult, SqlValue } from './store/read-only-query.js';
export type { BucketedSeries, Buckets, BucketsQuery } from './store/read-buckets.js';
export type { ExactPoints, PointsQuery } from './store/read-points.js';
export type { ResumePoint, SnapshotChoice } from './store/read-snapshots.js';
export type { ResumeOptions } from './store/resume-run.js';
export { KEEPING_TAGS } from './store/retention-plan.js';
export { openStore, Store, type StoreOptions } from './store/store.js';
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from './store/store-error.js';
export type { StoreHealth } from './store/store-health.js';
export { TOKEN_ROLES, type TokenRole, type TokenRow } from './store/tokens.js';
