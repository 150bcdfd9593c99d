import type { ArtifactFiles } from './artifact-files.js';
import type { Connection } from './connection.js';
import type { SearchConnection } from './search/search-connection.js';

/** What the tracker's own routes read and write through; programs outside use Store. */
export interface RecordAccess {
  readonly connection: Connection;
  readonly artifacts: ArtifactFiles;
  /** For SQL whose shape depends on what was asked. */
  readonly search: SearchConnection;
}
