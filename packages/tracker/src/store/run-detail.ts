import type { ArtifactRow, Environment, RunDetail, RunNetwork } from '../api/types.js';
import { type Connection, tables } from './connection.js';
import { snapshotsOf } from './read-snapshots.js';
import { runRows } from './run-rows.js';
import { StoreError } from './store-error.js';

/** A run, whole, but for its series. @throws StoreError when there is none of that id. */
export function runDetail(
  connection: Connection,
  runId: string,
  lostAfterSeconds: number,
): RunDetail {
  return connection.read(() => {
    const [row] = runRows(connection, { ids: [runId] }, lostAfterSeconds);
    if (!row) throw new StoreError('notFound', `There is no run ${runId}.`);
    const details = connection.first(
      tables.selectFrom('run_details').selectAll().where('run_id', '=', runId),
    )!;
    const params = connection.all(
      tables
        .selectFrom('params')
        .select(['key', 'value'])
        .where('run_id', '=', runId)
        .orderBy('key'),
    );
    return {
      ...row,
      params: Object.fromEntries(params.map(({ key, value }) => [key, value])),
      note: details.note,
      environment: JSON.parse(details.environment) as Environment,
      classes: JSON.parse(details.classes) as string[],
      network: JSON.parse(details.network) as RunNetwork,
      snapshots: snapshotsOf(connection, runId),
      artifacts: artifactsOf(connection, runId),
    };
  });
}

/** The artifacts of a run, by path. */
export function artifactsOf(connection: Connection, runId: string): ArtifactRow[] {
  return connection.all(
    tables
      .selectFrom('artifacts')
      .select(['path', 'media_type as mediaType', 'bytes', 'sha256'])
      .where('run_id', '=', runId)
      .orderBy('path'),
  );
}
