import type { Connection } from './connection.js';
import { gatherPoints } from './gather-points.js';
import { PointColumns } from './point-columns.js';

/** One point as it was logged. */
export interface HistoryPoint {
  readonly runId: string;
  readonly step: number;
  readonly time: number;
  /** null: NaN. */
  readonly value: number | null;
}

/** A page of a history: the places of its first point and of the one after its last, in `points`. */
export interface HistoryPage {
  /** By time, step and value; NaN is the least value. */
  readonly points: Pick<PointColumns, 'step' | 'time' | 'value'>;
  readonly from: number;
  readonly to: number;
  /** Whether no point comes after it. */
  readonly isLast: boolean;
}

const NO_POINTS: HistoryPage = { points: new PointColumns(0), from: 0, to: 0, isLast: true };

interface SeriesState {
  readonly seriesId: number;
  /** Both change with the points. */
  readonly version: number;
  readonly count: number;
}

/** A history that is being read page by page, in order. */
interface KeptHistory extends SeriesState {
  readonly points: PointColumns;
}

/** Points that are kept for the next pages of their histories: 32 bytes each. Of longer ones every page is put in order by itself. */
const MOST_KEPT = 2_000_000;
/** The next page of a history that is being read comes sooner than that. */
const KEPT_MS = 10_000;
/** A first page of a smaller share may be all that is asked for. */
const SMALL_PAGE = 1 / 8;

/**
 * Reads the points of a metric in pages. Each page is of the points as they are then; a history is
 * put in order once and not for each of its pages, as long as it does not change.
 */
export class HistoryReader {
  readonly #connection: Connection;
  /** By series, the one that was read last at the end. */
  readonly #kept = new Map<number, KeptHistory>();
  #forget: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The points of a metric of a run from a place on, `limit` of them at most; none of a run or metric that is not there. */
  page(runId: string, key: string, limit: number, offset = 0): HistoryPage {
    return this.#connection.read(() => {
      const state = this.#connection.prepare<SeriesState>(STATE).get(runId, key);
      if (!state || offset >= state.count) return NO_POINTS;
      const { seriesId, count } = state;
      const to = Math.min(count, offset + limit);
      const isLast = to === count;
      if (count > MOST_KEPT || (offset === 0 && to < count * SMALL_PAGE)) {
        const points = this.#read(seriesId, to - offset, offset);
        return { points, from: 0, to: points.length, isLast };
      }
      const points = this.#keptPoints(state) ?? this.#read(seriesId, count, 0);
      this.#kept.delete(seriesId);
      if (!isLast) this.#keep({ ...state, points });
      return { points, from: offset, to, isLast };
    });
  }

  #read(seriesId: number, limit: number, offset: number): PointColumns {
    return gatherPoints(this.#connection, HISTORY, [seriesId, limit, offset], limit);
  }

  #keptPoints({ seriesId, version, count }: SeriesState): PointColumns | undefined {
    const kept = this.#kept.get(seriesId);
    return kept?.version === version && kept.count === count ? kept.points : undefined;
  }

  #keep(history: KeptHistory): void {
    this.#kept.set(history.seriesId, history);
    let all = 0;
    for (const { count } of this.#kept.values()) all += count;
    for (const { seriesId, count } of this.#kept.values()) {
      if (all <= MOST_KEPT) break;
      this.#kept.delete(seriesId);
      all -= count;
    }
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#kept.clear(), KEPT_MS).unref();
  }
}

const STATE = `
SELECT s.id AS seriesId, r.version, m.count
FROM metric_series s
JOIN runs r ON r.id = s.run_id
JOIN metric_summaries m ON m.series_id = s.id
WHERE s.run_id = ? AND s.key = ?`;

const HISTORY = `
SELECT step, time, value FROM live_points WHERE series_id = ?
ORDER BY time, step, value LIMIT ? OFFSET ?`;

const STEPS = `
SELECT p.run_id AS runId, p.step, p.time, p.value
FROM metric_series s JOIN live_points p ON p.series_id = s.id
WHERE s.run_id = ? AND s.key = ? AND p.step BETWEEN ? AND ?
ORDER BY p.step, p.time, p.value`;

/** The points of a metric of a run whose steps are in a range, by step. */
export function metricSteps(
  connection: Connection,
  runId: string,
  key: string,
  from: number,
  to: number,
): HistoryPoint[] {
  return connection.attempt(() =>
    connection.prepare<HistoryPoint>(STEPS).all(runId, key, from, to),
  );
}
