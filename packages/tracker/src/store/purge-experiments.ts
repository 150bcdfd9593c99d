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

/** Deletes logged models in the trash. Call it within a write. */
export function purgeTrashedModels(connection: Connection): void {
  connection.prepare('DELETE FROM logged_models WHERE trashed_at IS NOT NULL').run();
}

/**
 * Deletes logged models whose run is gone for good, unless a registered version is of them or
 * another run read or made them too. Call it within a write.
 */
export function purgeOwnerlessModels(connection: Connection): void {
  connection
    .prepare(
      `DELETE FROM logged_models
       WHERE source_run_id IN (SELECT id FROM purged_runs)
         AND NOT EXISTS (SELECT 1 FROM run_models WHERE model_id = logged_models.id)
         AND NOT EXISTS (
           SELECT 1 FROM model_versions v
           WHERE v.model_id = logged_models.id
              OR v.source = 'models:/' || logged_models.id
              OR instr(v.source, '/models/' || logged_models.id || '/') > 0
         )`,
    )
    .run();
}

/**
 * Forgets files of models that are gone and of runs that were purged; their contents go with a
 * sweep. Call it within a write.
 */
export function dropOwnerlessFiles(connection: Connection): void {
  const isModel = connection.prepare('SELECT 1 FROM logged_models WHERE id = ?');
  const isPurged = connection.prepare('SELECT 1 FROM purged_runs WHERE id = ?');
  const drop = connection.prepare('DELETE FROM stored_files WHERE path = ?');
  const paths = connection
    .prepare<string>("SELECT path FROM stored_files WHERE path GLOB '*/artifacts/*'")
    .pluck()
    .all();
  for (const path of paths) {
    // <place of the experiment>/models/<model>/artifacts/..., and <place>/<run>/artifacts/...
    const [, model] = /(?:^|\/)models\/(m-[0-9a-f]{32})\/artifacts\//.exec(path) ?? [];
    const owners = [...path.matchAll(/(?<=^|\/)([^/]+)(?=\/artifacts\/)/g)].map(([, id]) => id);
    const isOwnerless =
      model === undefined ? owners.some((id) => isPurged.get(id)) : !isModel.get(model);
    if (isOwnerless) drop.run(path);
  }
}
