import { nextVersion } from './changes.js';
import { checkWord } from './check-words.js';
import { NAME_TAG } from './client-runs.js';
import { type Connection, tables } from './connection.js';
import { StoreError } from './store-error.js';
import { writeTags } from './write-words.js';

/** Does `work` on a run that is there and counts it as changed. @throws StoreError when it is not there. */
export function changeRun(connection: Connection, runId: string, work: () => void): void {
  connection.write(() => {
    const changed = connection.run(
      tables
        .updateTable('runs')
        .set({ version: nextVersion(connection) })
        .where('id', '=', runId),
    );
    if (changed === 0) throw new StoreError('notFound', `There is no run ${runId}.`);
    work();
  });
}

/** Sets the note of a run: free text, of any length. */
export function setNote(connection: Connection, runId: string, note: string): void {
  changeRun(connection, runId, () =>
    connection.run(tables.updateTable('run_details').set({ note }).where('run_id', '=', runId)),
  );
}

/** Sets tags; those that are there get the new value. */
export function setTags(
  connection: Connection,
  runId: string,
  tags: Readonly<Record<string, string>>,
): void {
  changeRun(connection, runId, () => writeTags(connection, runId, tags));
}

/** Takes a tag off; one that is not there is no error. */
export function removeTag(connection: Connection, runId: string, key: string): void {
  changeRun(connection, runId, () =>
    connection.run(tables.deleteFrom('tags').where('run_id', '=', runId).where('key', '=', key)),
  );
}

/** Gives a run another name. @throws StoreError when another run of its experiment has it. */
export function renameRun(connection: Connection, runId: string, name: string): void {
  checkWord('the name of a run', name);
  changeRun(connection, runId, () => {
    const other = connection.first(
      tables
        .selectFrom('runs as r')
        .innerJoin('runs as mine', 'mine.experiment_id', 'r.experiment_id')
        .select(['r.id', 'r.trashed_at'])
        .where('mine.id', '=', runId)
        .where('r.id', '!=', runId)
        .where('r.name', '=', name),
    );
    if (other) {
      throw new StoreError(
        'conflict',
        `The name "${name}" belongs to run ${other.id}${other.trashed_at === null ? '' : ', which is in the trash'}. Choose another.`,
      );
    }
    connection.run(tables.updateTable('runs').set({ name }).where('id', '=', runId));
    // The name that MLflow's clients read.
    connection.run(
      tables
        .updateTable('tags')
        .set({ value: name })
        .where('run_id', '=', runId)
        .where('key', '=', NAME_TAG),
    );
  });
}
