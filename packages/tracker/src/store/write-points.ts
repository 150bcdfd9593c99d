import { isHigherBetter } from '@peasy/core';
import { type Connection, tables } from './connection.js';
import { type EpochRule, epochAt, epochRuleOf } from './epoch-rule.js';
import { extendSummary } from './extend-summary.js';
import { type NewPoint, PointBuffer, PointColumns, type SameStep } from './point-columns.js';
import { recomputeSummary } from './recompute-summary.js';

/**
 * Writes points of one run and brings the summaries of their metrics up to date. Call it within a
 * write.
 * @param sameStep 'replace', as Peasy's own runs have it: a point takes the place of one that its
 *   segment has at the same step. 'keep', as MLflow has it: a step may have many points, and one
 *   that is there with the same time and value is the same point.
 */
export function writePoints(
  connection: Connection,
  runId: string,
  segment: number,
  points: readonly NewPoint[],
  sameStep: SameStep = 'replace',
): void {
  const buffer = new PointBuffer();
  for (const point of points) buffer.add(point);
  writeBuffer(connection, runId, segment, buffer, sameStep);
}

/** As writePoints, with points that are gathered already. The buffer is left as it is. */
export function writeBuffer(
  connection: Connection,
  runId: string,
  segment: number,
  buffer: PointBuffer,
  sameStep: SameStep = 'replace',
): void {
  for (const [key, told] of buffer.entries()) {
    const points = told.inOrder(sameStep);
    const series = seriesFor(connection, runId, key, points);
    const write = new SeriesWrite(connection, series, segment);
    const late = countUpTo(points, series.lastStep ?? -Infinity);
    let added = points;
    let replaced = 0;
    if (sameStep === 'keep') {
      added = write.insertMissing(points, late);
    } else {
      replaced = write.clearSteps(points, late);
      write.insert(points);
    }
    // A running summary cannot take a value back.
    if (replaced > 0 || (late > 0 && segment > 0)) recomputeSummary(connection, series.id);
    else extendSummary(connection, series, added);
  }
}

/** How many of the points, which are in order, are not above a step. */
function countUpTo(points: PointColumns, step: number): number {
  let count = 0;
  while (count < points.length && points.step[count] <= step) count++;
  return count;
}

/** What of a series its points are written by. */
export interface SeriesToWrite {
  readonly id: number;
  readonly higherIsBetter: number;
  readonly timeOrigin: number;
  readonly rule: EpochRule | undefined;
  /** Highest step so far; null when there is no point. */
  readonly lastStep: number | null;
}

interface SeriesRow {
  readonly id: number;
  readonly higherIsBetter: number;
  readonly timeOrigin: number;
  readonly epochOffset: number | null;
  readonly stepsPerEpoch: number | null;
  readonly lastStep: number | null;
}

const FIND_SERIES = `
SELECT s.id, s.higher_is_better AS higherIsBetter, s.time_origin AS timeOrigin,
  s.epoch_offset AS epochOffset, s.steps_per_epoch AS stepsPerEpoch, m.last_step AS lastStep
FROM metric_series s LEFT JOIN metric_summaries m ON m.series_id = s.id
WHERE s.run_id = ? AND s.key = ?`;

/** Finds or makes a series, and fits it to points that are to come. */
function seriesFor(
  connection: Connection,
  runId: string,
  key: string,
  points: PointColumns,
): SeriesToWrite {
  const find = connection.prepare<SeriesRow>(FIND_SERIES);
  let row = find.get(runId, key);
  if (!row) {
    const origin = Math.floor(points.time[0]);
    connection.run(
      tables.insertInto('metric_series').values({
        run_id: runId,
        key,
        higher_is_better: isHigherBetter(key) ? 1 : 0,
        time_origin: Number.isSafeInteger(origin) && origin > 0 ? origin : 0,
      }),
    );
    row = find.get(runId, key)!;
  }
  const timeOrigin = exactOrigin(connection, row.id, row.timeOrigin, points);
  const { id, higherIsBetter, lastStep } = row;
  const rule =
    row.stepsPerEpoch === null
      ? learnRule(connection, id, points)
      : { offset: row.epochOffset!, stepsPerEpoch: row.stepsPerEpoch };
  return { id, higherIsBetter, timeOrigin, rule, lastStep };
}

function learnRule(
  connection: Connection,
  seriesId: number,
  points: PointColumns,
): EpochRule | undefined {
  const last = points.length - 1;
  const rule = epochRuleOf(points.step[last], points.epoch[last]);
  if (rule) {
    connection.run(
      tables
        .updateTable('metric_series')
        .set({ epoch_offset: rule.offset, steps_per_epoch: rule.stepsPerEpoch })
        .where('id', '=', seriesId),
    );
  }
  return rule;
}

/**
 * Where the times of a series are counted from. A fraction far from the origin would not come back
 * exactly: its series is then counted from 1970, which is exact always.
 */
function exactOrigin(
  connection: Connection,
  seriesId: number,
  origin: number,
  { time, length }: PointColumns,
): number {
  let exact = true;
  for (let i = 0; i < length && exact; i++) exact = origin + (time[i] - origin) === time[i];
  if (exact) return origin;
  const rows = connection
    .prepare<PointRow>(
      'SELECT series_id, step, time, turn, value, epoch FROM points WHERE series_id = ?',
    )
    .raw()
    .all(seriesId) as PointRow[];
  connection.prepare('DELETE FROM points WHERE series_id = ?').run(seriesId);
  const insert = connection.prepare(INSERT_ROW);
  for (const [id, step, at, ...rest] of rows) insert.run(id, step, origin + at, ...rest);
  connection.prepare('UPDATE metric_series SET time_origin = 0 WHERE id = ?').run(seriesId);
  return 0;
}

type PointRow = [
  series: number,
  step: number,
  time: number,
  turn: number,
  value: number | null,
  epoch: number | null,
];

const INSERT_ROW =
  'INSERT INTO points (series_id, step, time, turn, value, epoch) VALUES (?, ?, ?, ?, ?, ?)';
const COLUMNS = 6;
/** Rows of one INSERT: more of them are no faster. */
const ROWS = 32;
const INSERT_ROWS = INSERT_ROW + ', (?, ?, ?, ?, ?, ?)'.repeat(ROWS - 1);

/** Segments are below it; further points of the same step and time count in multiples of it. */
const TURN = 1_048_576;

/** Writes points into one series. */
class SeriesWrite {
  readonly #connection: Connection;
  readonly #series: SeriesToWrite;
  readonly #segment: number;

  constructor(connection: Connection, series: SeriesToWrite, segment: number) {
    this.#connection = connection;
    this.#series = series;
    this.#segment = segment;
  }

  /** Takes away what this segment has at the steps of the first `count` points; answers how many that were. */
  clearSteps({ step }: PointColumns, count: number): number {
    const clear = this.#connection.prepare(CLEAR_STEP);
    let cleared = 0;
    for (let at = 0; at < count; at++) {
      cleared += clear.run(this.#series.id, step[at], this.#segment).changes;
    }
    return cleared;
  }

  /** Inserts the points from `from` on, whose steps ascend and of which this segment has none. */
  insert(points: PointColumns, from = 0): void {
    const many = this.#connection.prepare(INSERT_ROWS);
    const rows: unknown[] = new Array(ROWS * COLUMNS);
    let at = from;
    for (; points.length - at >= ROWS; at += ROWS) {
      for (let row = 0; row < ROWS; row++) {
        this.#setRow(rows, row * COLUMNS, points, at + row, this.#segment);
      }
      many.run(rows);
    }
    for (; at < points.length; at++) this.#insertOne(points, at, this.#segment);
  }

  /** Inserts those points that are not there with the same step, time and value; answers which those were. */
  insertMissing(points: PointColumns, late: number): PointColumns {
    const toCheck = points.ascending ? late : points.length;
    if (toCheck === 0) {
      this.insert(points);
      return points;
    }
    const added = new PointColumns(points.length);
    const take = (at: number) =>
      added.add(points.step[at], points.epoch[at], points.time[at], points.value[at]);
    for (let at = 0; at < toCheck; at++) {
      const turn = this.#freeTurn(points.step[at], points.time[at], points.value[at]);
      if (turn === undefined) continue;
      this.#insertOne(points, at, turn);
      take(at);
    }
    this.insert(points, toCheck);
    for (let at = toCheck; at < points.length; at++) take(at);
    return added;
  }

  /** The turn that a point of this step and time gets; undefined when the very point is there. */
  #freeTurn(step: number, time: number, value: number): number | undefined {
    const { id, timeOrigin } = this.#series;
    const there = this.#connection
      .prepare<{ turn: number; value: number | null }>(SAME_STEP_AND_TIME)
      .all(id, step, time - timeOrigin, this.#segment);
    const stored = Number.isNaN(value) ? null : value;
    if (there.some((point) => point.value === stored)) return undefined;
    return there.length === 0 ? this.#segment : there.at(-1)!.turn + TURN;
  }

  #insertOne(points: PointColumns, at: number, turn: number): void {
    const row: unknown[] = new Array(COLUMNS);
    this.#setRow(row, 0, points, at, turn);
    this.#connection.prepare(INSERT_ROW).run(row);
  }

  #setRow(rows: unknown[], start: number, points: PointColumns, at: number, turn: number): void {
    const { id, timeOrigin, rule } = this.#series;
    const step = points.step[at];
    const epoch = points.epoch[at];
    rows[start] = id;
    rows[start + 1] = step;
    rows[start + 2] = points.time[at] - timeOrigin;
    rows[start + 3] = turn;
    // SQLite makes NULL of NaN.
    rows[start + 4] = points.value[at];
    rows[start + 5] = rule && epochAt(rule, step) === epoch ? null : epoch;
  }
}

const CLEAR_STEP = `DELETE FROM points WHERE series_id = ? AND step = ? AND turn & ${TURN - 1} = ?`;

const SAME_STEP_AND_TIME = `
SELECT turn, value FROM points
WHERE series_id = ? AND step = ? AND time = ? AND turn & ${TURN - 1} = ? ORDER BY turn`;
