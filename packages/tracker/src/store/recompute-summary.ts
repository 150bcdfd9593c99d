import { type Connection, tables } from './connection.js';

/** Computes the summary of one series from its live points. Call it within a write. */
export function recomputeSummary(connection: Connection, seriesId: number): void {
  connection.run(tables.deleteFrom('metric_summaries').where('series_id', '=', seriesId));
  const live = tables.selectFrom('live_points').where('series_id', '=', seriesId);
  const last = connection.first(
    live
      .select(['value', 'step', 'time'])
      .orderBy('step', 'desc')
      .orderBy('time', 'desc')
      .orderBy('value', 'desc')
      .limit(1),
  );
  if (!last) return;
  const { count, min, max } = connection.first(
    live.select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min('value').as('min'),
      fn.max('value').as('max'),
    ]),
  )!;
  const series = connection.first(
    tables.selectFrom('metric_series').select('higher_is_better').where('id', '=', seriesId),
  )!;
  const best = series.higher_is_better ? max : min;
  const first =
    best === null
      ? undefined
      : connection.first(
          live.select(({ fn }) => fn.min('epoch').as('epoch')).where('value', '=', best),
        );
  connection.run(
    tables.insertInto('metric_summaries').values({
      series_id: seriesId,
      last_value: last.value,
      last_step: last.step,
      last_time: last.time,
      min_value: min,
      max_value: max,
      best_value: best,
      best_epoch: first?.epoch ?? null,
      count,
    }),
  );
}

/** Computes the summaries of every series of a run: after a resume, superseded points no longer count. Call it within a write. */
export function recomputeSummaries(connection: Connection, runId: string): void {
  const series = connection.all(
    tables.selectFrom('metric_series').select('id').where('run_id', '=', runId),
  );
  for (const { id } of series) recomputeSummary(connection, id);
}
