import type { RunDetail } from '../api/types.js';
import type { Connection } from '../store/connection.js';
import { readClientRuns } from '../store/read-client-runs.js';
import { kindOfText } from './kind-of-text.js';

/** A run with what only the record knows of it, so that an import gives the same run. */
export interface ExportedRun extends RunDetail {
  readonly userId: string | null;
  readonly datasetDigest: string | null;
  /** Whether its program gave a sign of life every few seconds. */
  readonly hasHeartbeat: boolean;
  /** Keys of params that are texts, though they read as numbers or booleans. */
  readonly textParams: readonly string[];
  /** What a client said of the data that it used. */
  readonly datasets: readonly ExportedDataset[];
}

/** A dataset that a run used; `tags` say for what. */
export interface ExportedDataset {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

const RUN = `
SELECT user_id AS userId, dataset_digest AS datasetDigest, has_heartbeat AS hasHeartbeat
FROM runs WHERE id = ?`;

/** Adds to a run what lists and pages do not show. */
export function exportedRun(connection: Connection, run: RunDetail): ExportedRun {
  return connection.read(() => {
    const { userId, datasetDigest, hasHeartbeat } = connection
      .prepare<{ userId: string | null; datasetDigest: string | null; hasHeartbeat: number }>(RUN)
      .get(run.id)!;
    const params = connection
      .prepare<{ key: string; kind: string; value: string }>(
        'SELECT key, kind, value FROM params WHERE run_id = ? ORDER BY key',
      )
      .all(run.id);
    const [{ datasets }] = readClientRuns(connection, [run.id]);
    return {
      ...run,
      userId,
      datasetDigest,
      hasHeartbeat: hasHeartbeat === 1,
      textParams: params.flatMap(({ key, kind, value }) =>
        kind === 'string' && kindOfText(value) !== 'string' ? [key] : [],
      ),
      datasets: datasets.map((dataset) => ({ ...dataset, tags: JSON.parse(dataset.tags) })),
    };
  });
}
