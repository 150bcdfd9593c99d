import type { Connection } from './connection.js';

/** Deletes experiments in the trash that have no run left, so that their names are free again. Call it within a write. */
export function purgeExperiments(connection: Connection): void {
  connection
    .prepare(
      `DELETE FROM experiments
       WHERE trashed_at IS NOT NULL AND id <> 0
         AND NOT EXISTS (SELECT 1 FROM runs WHERE experiment_id = experiments.id)`,
    )
    .run();
}

/** Deletes logged models in the trash, and the files of every model that is gone. Call it within a write. */
export function purgeLoggedModels(connection: Connection): void {
  connection.prepare('DELETE FROM logged_models WHERE trashed_at IS NOT NULL').run();
  // A file of a model is at <experiment>/models/<model>/artifacts/...
  connection
    .prepare(
      `DELETE FROM stored_files
       WHERE path GLOB '*/models/m-*/artifacts/*'
         AND NOT EXISTS (
           SELECT 1 FROM logged_models m
           WHERE path >= m.experiment_id || '/models/' || m.id || '/artifacts/'
             AND path < m.experiment_id || '/models/' || m.id || '/artifacts0'
         )`,
    )
    .run();
}
