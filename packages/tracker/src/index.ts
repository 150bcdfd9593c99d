export type * from './api/index.js';
export * from './choices.js';
export {
  type Exported,
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
export { type AppOptions, createApp, type PeasyApp } from './server/create-app.js';
export { isLoopback } from './server/check-host.js';
export { createServer, type RunningServer, type ServerOptions } from './server/create-server.js';
export type { PhotoProvider, RunPhotos } from './server/photo-provider.js';
export { ServerError } from './server/server-error.js';
export * from './store/index.js';
