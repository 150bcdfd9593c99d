import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { MIGRATIONS } from '../src/migrations/index.js';
import { migrate } from '../src/store/migrate.js';

/** What an older record holds, whichever version wrote it. */
export const OLDER = {
  run: '0kq1x7a3m9zz',
  trashed: '0kq1x7a3m9zy',
  steps: 40,
  weights: Float32Array.from([1.5, -2, 3.25, 0]),
} as const;

/**
 * Writes a record as a Peasy wrote it that knew so many migrations (3 and more: the first that had
 * all tables), with a run that was resumed, its points, weights, tags and state, and one in the trash.
 */
export function writeOlderRecord(file: string, known: number): void {
  const sqlite = new Sqlite(file);
  sqlite.pragma('auto_vacuum = INCREMENTAL');
  sqlite.pragma('journal_mode = WAL');
  migrate(sqlite, file, MIGRATIONS.slice(0, known));
  const { run, trashed, steps, weights } = OLDER;
  sqlite.exec(`
    INSERT INTO experiments (id, name, created_at) VALUES (1, 'cats', 1000);
    UPDATE change_counter SET value = 2;
    INSERT INTO runs (id, experiment_id, name, config, status, engine, device, dataset, dataset_digest,
      parameters, multiply_adds, epochs, epochs_planned, started_at, resumed_at, ended_at, heartbeat_at,
      earlier_ms, segment, host, pid, trashed_at, version)
    VALUES
      ('${run}', 1, 'cnn', 'cnn', 'finished', 'kernels', 'cpu', 'drawn', 'd', 10, 20, 4, 4,
        1000000, 1500000, 2000000, 2000000, 300, 1, 'here', 1, NULL, 1),
      ('${trashed}', 1, 'old', NULL, 'failed', 'kernels', 'cpu', 'drawn', 'd', 10, 20, 0, 4,
        1000000, 1000000, 2000000, 2000000, 0, 0, 'here', 1, 3000000, 2);
    INSERT INTO run_details (run_id, note, classes, network, environment)
    SELECT id, 'a note', '["dog","cat"]', 'null', '{"node":"v20"}' FROM runs;
    INSERT INTO run_segments (run_id, number, from_step, started_at) VALUES
      ('${run}', 0, 0, 1000000), ('${run}', 1, 20, 1500000), ('${trashed}', 0, 0, 1000000);
    INSERT INTO splits (run_id, kind, digest, train, validation, test, test_also_trained,
      validation_also_trained) VALUES ('${run}', 'holdout', 'a', 70, 15, 15, 0, 0);
    INSERT INTO params VALUES ('${run}', 'epochs', 'number', '4');
    INSERT INTO tags VALUES ('${run}', 'keep', 'yes');
    INSERT INTO metric_series (id, run_id, key, higher_is_better) VALUES (1, '${run}', 'loss', 0);
    INSERT INTO metric_summaries (series_id, last_value, last_step, min_value, max_value, best_value, best_epoch, count)
    VALUES (1, ${39 / 3}, 39, 0, ${39 / 3}, 0, 0.1, 40);
  `);
  const point =
    known < 5
      ? sqlite.prepare(
          'INSERT INTO points (series_id, step, segment, epoch, time, value) VALUES (1, @step, @segment, @epoch, @time, @value)',
        )
      : sqlite.prepare(
          'INSERT INTO points (series_id, step, turn, epoch, time, value) VALUES (1, @step, @segment, @epoch, @time, @value)',
        );
  for (let step = 0; step < 25; step++) {
    // Those from step 20 on are what the resume stepped back over.
    point.run({
      step,
      segment: 0,
      epoch: (step + 1) / 10,
      time: 1000000 + step,
      value: step >= 20 ? 99 : step / 3,
    });
  }
  for (let step = 20; step < steps; step++) {
    const value = step === 30 ? null : step / 3;
    point.run({ step, segment: 1, epoch: (step + 1) / 10, time: 1500000 + step, value });
  }
  const content = Buffer.from(weights.buffer);
  const hash = createHash('sha256').update('[4]\n').update(content).digest('hex');
  sqlite
    .prepare("INSERT INTO tensors (id, hash, shape, content) VALUES (1, ?, '[4]', ?)")
    .run(hash, content);
  sqlite.exec(`
    INSERT INTO snapshots VALUES ('s1', '${run}', 1, 40, 4, '["best","last"]', 2000000, 16);
    INSERT INTO snapshot_tensors VALUES ('s1', 0, 'w', 1);
    INSERT INTO resume_states VALUES ('${run}', 's1', '{"step":40}');
    INSERT INTO resume_tensors VALUES ('${run}', 0, 'v', 1);
  `);
  sqlite.close();
}
