import type { Connection } from './connection.js';
import { epochAt } from './epoch-rule.js';
import { PointColumns } from './point-columns.js';
import type { SeriesToWrite } from './series-to-write.js';

const INSERT_ROW =
  'INSERT INTO points (series_id, step, time, turn, value, epoch) VALUES (?, ?, ?, ?, ?, ?)';
const COLUMNS = 6;
/** Rows of one INSERT: more of them are no faster. */
const ROWS = 32;
const INSERT_ROWS = INSERT_ROW + ', (?, ?, ?, ?, ?, ?)'.repeat(ROWS - 1);

/** Segments are below it; further points of the same step and time count in multiples of it. */
const TURN = 1_048_576;

/** Inserts points of one segment of a run, many with one statement, over the borders of series. Call `flush` at the end. */
export class PointInserter {
  readonly #connection: Connection;
  readonly #segment: number;
  /** Rows that wait, one after the other. */
  readonly #rows: unknown[] = new Array(ROWS * COLUMNS);
  #filled = 0;

  constructor(connection: Connection, segment: number) {
    this.#connection = connection;
    this.#segment = segment;
  }

  /** Takes away what the segment has at the steps of the first `count` points; answers how many that were. */
  clearSteps(series: SeriesToWrite, { step }: PointColumns, count: number): number {
    if (count === 0) return 0;
    this.flush();
    const clear = this.#connection.prepare(CLEAR_STEP);
    let cleared = 0;
    for (let at = 0; at < count; at++) {
      cleared += clear.run(series.id, step[at], this.#segment).changes;
    }
    return cleared;
  }

  /** Inserts the points from `from` on, whose steps ascend and of which the segment has none. */
  insert(series: SeriesToWrite, points: PointColumns, from = 0): void {
    for (let at = from; at < points.length; at++) this.#add(series, points, at, this.#segment);
  }

  /**
   * Inserts those points that are not there with the same step, time and value; answers those.
   * @param late how many at the beginning may be there.
   */
  insertMissing(series: SeriesToWrite, points: PointColumns, late: number): PointColumns {
    const toCheck = points.ascending ? late : points.length;
    if (toCheck === 0) {
      this.insert(series, points);
      return points;
    }
    const added = new PointColumns(points.length);
    for (let at = 0; at < points.length; at++) {
      const turn = at < toCheck ? this.#freeTurn(series, points, at) : this.#segment;
      if (turn === undefined) continue;
      this.#add(series, points, at, turn);
      added.add(points.step[at], points.epoch[at], points.time[at], points.value[at]);
    }
    return added;
  }

  /** Writes the rows that wait. */
  flush(): void {
    if (this.#filled === ROWS * COLUMNS) {
      this.#connection.prepare(INSERT_ROWS).run(this.#rows);
    } else {
      const insert = this.#connection.prepare(INSERT_ROW);
      for (let start = 0; start < this.#filled; start += COLUMNS) {
        insert.run(this.#rows.slice(start, start + COLUMNS));
      }
    }
    this.#filled = 0;
  }

  /** The turn that a point of this step and time gets; undefined when the very point is there. */
  #freeTurn(series: SeriesToWrite, points: PointColumns, at: number): number | undefined {
    this.flush();
    const there = this.#connection
      .prepare<{ turn: number; value: number | null }>(SAME_STEP_AND_TIME)
      .all(series.id, points.step[at], points.time[at] - series.timeOrigin, this.#segment);
    const stored = Number.isNaN(points.value[at]) ? null : points.value[at];
    if (there.some((point) => point.value === stored)) return undefined;
    return there.length === 0 ? this.#segment : there.at(-1)!.turn + TURN;
  }

  #add(series: SeriesToWrite, points: PointColumns, at: number, turn: number): void {
    const { id, timeOrigin, rule } = series;
    const rows = this.#rows;
    const start = this.#filled;
    const step = points.step[at];
    const epoch = points.epoch[at];
    rows[start] = id;
    rows[start + 1] = step;
    rows[start + 2] = points.time[at] - timeOrigin;
    rows[start + 3] = turn;
    // SQLite makes NULL of NaN.
    rows[start + 4] = points.value[at];
    rows[start + 5] = rule && epochAt(rule, step) === epoch ? null : epoch;
    this.#filled = start + COLUMNS;
    if (this.#filled === ROWS * COLUMNS) this.flush();
  }
}

const CLEAR_STEP = `DELETE FROM points WHERE series_id = ? AND step = ? AND turn & ${TURN - 1} = ?`;

const SAME_STEP_AND_TIME = `
SELECT turn, value FROM points
WHERE series_id = ? AND step = ? AND time = ? AND turn & ${TURN - 1} = ? ORDER BY turn`;
