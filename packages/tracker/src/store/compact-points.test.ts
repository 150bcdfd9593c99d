import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { MIGRATIONS } from '../migrations/index.js';
import { migrate } from './migrate.js';
import { openStore } from './store.js';

/** A record of schema 4 with a run that was resumed, and metrics of every kind of epoch, time and value. */
function recordOfSchema4(): { file: string; sqlite: Sqlite.Database } {
  const file = join(temporaryFolder(), 'peasy.db');
  const sqlite = new Sqlite(file);
  migrate(sqlite, file, MIGRATIONS.slice(0, 4));
  sqlite.exec(`
    INSERT INTO experiments VALUES (1, 'e', 0);
    INSERT INTO runs (id, experiment_id, name, status, engine, device, dataset, dataset_digest, parameters,
      multiply_adds, epochs_planned, started_at, resumed_at, heartbeat_at, segment, host, pid, version)
    VALUES ('run', 1, 'n', 'finished', '', '', '', '', 0, 0, 1, 0, 0, 0, 2, '', 0, 0);
    INSERT INTO run_details VALUES ('run', '', '[]', '{}', '{}');
    INSERT INTO run_segments VALUES ('run', 0, 0, 0), ('run', 1, 40, 0), ('run', 2, 30, 0);
  `);
  const point = sqlite.prepare('INSERT INTO points VALUES (?, ?, ?, ?, ?, ?)');
  const add = (key: string, epoch: (step: number) => number, time: (step: number) => number) => {
    const { lastInsertRowid: id } = sqlite
      .prepare("INSERT INTO metric_series (run_id, key, higher_is_better) VALUES ('run', ?, 0)")
      .run(key);
    const segments = [
      [0, 0, 50],
      [1, 40, 60],
      [2, 30, 35],
    ];
    for (const [segment, from, to] of segments) {
      for (let step = from; step < to; step++) {
        const value = [Number.NaN, Infinity, -Infinity, 0.1, step][step % 5];
        point.run(id, step, segment, epoch(step), time(step), value);
      }
    }
    sqlite.prepare('INSERT INTO metric_summaries VALUES (?, 1, 34, 1, 1, 1, 1, 1)').run(id);
  };
  const seconds = (step: number) => 1.7e12 + step * 1000;
  add('trainer', (step) => Math.floor(step / 7) + ((step % 7) + 1) / 7, seconds);
  add('division', (step) => (step + 1) / 22, seconds);
  add(
    'epochIsStep',
    (step) => step,
    (step) => seconds(step) + 0.3,
  );
  add(
    'zero',
    () => 0,
    () => 0,
  );
  add(
    'odd',
    (step) => Math.sin(step) * 1e300,
    (step) => (step === 3 ? 0.1 : seconds(step)),
  );
  add(
    'before1970',
    () => -1,
    (step) => -1e20 + step,
  );
  sqlite.exec(
    "INSERT INTO metric_series (run_id, key, higher_is_better) VALUES ('run', 'empty', 0)",
  );
  return { file, sqlite };
}

const SELECTS = [
  'SELECT * FROM live_points ORDER BY series_id, step',
  'SELECT * FROM metric_points ORDER BY key, step',
  'SELECT * FROM metric_summary ORDER BY key',
];

describe('migration 0005', () => {
  it('gives back every point and view as it was', () => {
    const { file, sqlite } = recordOfSchema4();
    const answers = () => SELECTS.map((sql) => sqlite.prepare(sql).all());
    const allPoints = sqlite
      .prepare('SELECT series_id, segment, step, epoch, time, value FROM points ORDER BY 1, 2, 3')
      .all();
    const before = answers();
    migrate(sqlite, file, MIGRATIONS);
    const columns = (rows: unknown[][]) => rows.map((all) => Object.keys(all[0] as object).sort());
    const after = answers();
    expect(columns(after)).toEqual(columns(before));
    expect(after).toEqual(before);
    // Superseded points too: in no view, and there.
    const superseded = sqlite
      .prepare(
        `SELECT p.series_id, p.turn AS segment, p.step,
           coalesce(p.epoch, (step + epoch_offset) / steps_per_epoch
             + (step + epoch_offset) % steps_per_epoch * 1.0 / steps_per_epoch) AS epoch,
           time_origin + time AS time, value
         FROM points p JOIN metric_series s ON s.id = series_id ORDER BY 1, 2, 3`,
      )
      .all();
    expect(superseded).toEqual(allPoints);
    const stored = sqlite
      .prepare(
        'SELECT key, count(epoch) FROM points JOIN metric_series ON id = series_id GROUP BY key',
      )
      .raw()
      .all();
    expect(Object.fromEntries(stored as [string, number][])).toMatchObject({
      trainer: 0,
      epochIsStep: 0,
    });
    sqlite.close();
    const store = openStore({ file });
    expect(store.health().problems).toEqual([]);
    expect(store.query('SELECT last_time FROM metric_summaries WHERE series_id = 1').rows).toEqual([
      [1.7e12 + 34_000],
    ]);
    store.close();
  });

  it('happens once when several processes open the record at once, and each goes on to write', async () => {
    const { file, sqlite } = recordOfSchema4();
    const before = sqlite.prepare(SELECTS[0]).all();
    sqlite.close();
    const gate = `${file}.gate`;
    const children = Array.from({ length: 4 }, () => startProgram('log-many', file, '50', gate));
    const codes = Promise.all(children.map(ended));
    await Promise.all(children.map(nextLine));
    writeFileSync(gate, '');
    expect(await codes).toEqual([0, 0, 0, 0]);
    const store = openStore({ file });
    expect(store.health()).toMatchObject({ runs: 5, problems: [] });
    expect(store.query('SELECT count(*) FROM schema_migrations').rows).toEqual([
      [MIGRATIONS.length],
    ]);
    store.close();
    const after = new Sqlite(file, { readonly: true });
    expect(
      after
        .prepare("SELECT * FROM live_points WHERE run_id = 'run' ORDER BY series_id, step")
        .all(),
    ).toEqual(before);
    after.close();
  });
});
