/**
 * What the server says and the page reads. Numbers that may be NaN or infinite travel as
 * JsonNumber (core). Times are ISO 8601, UTC.
 *
 * GET /api/health                     -> Health
 * GET /api/runs[?trash=true]          -> RunList
 * GET /api/runs?filter=F&order_by=O&search=WORDS&limit=100&offset=0  -> RunList with its total
 *     filter and order_by in MLflow's grammar, docs/mlflow.md: best.KEY beside metrics.KEY
 *     columns=params.seed&columns=metrics.loss: of metrics those alone, and these params
 *     columns=note, columns=environment.KEY: these too
 * GET /api/run-ids?filter=F&order_by=O&search=WORDS      -> RunIdList       (all of them, unless a limit is named)
 * GET /api/run-groups?by=params.KEY&filter=F&search=WORDS -> RunGroupList  (by: as order_by, a param, a tag, config, status, ...)
 *     metric=best.valAccuracy: with the states of each group's runs, and the metric over them
 * GET /api/run-columns                -> RunColumnList
 * GET /api/runs/:ref                  -> RunDetail       (:ref: an id, a unique prefix, a name, or `latest`)
 * GET /api/series?run=A&run=B&key=loss&key=valLoss       -> SeriesList      (no key: all metrics)
 * GET /api/points?run=A&key=loss&x=step&from=0&to=999   -> PointList       (from, to: on x, both with; each may be left out)
 * GET /api/buckets?run=A&run=B&key=loss&x=epoch&from=0&to=9&buckets=1000&smooth=2  -> BucketList
 *     x: step, epoch, images, time, relativeTime, trainedTime (milliseconds); smooth: a distance on that axis; from and to on that axis; default: step, all of it, 1000
 *     spacing=log: buckets equal in the logarithm of x, above 0; default: linear
 *     Both: as=binary answers with a 4-byte length (little-endian) of the JSON that follows, that JSON
 *     without the columns but with their names in `columns` and their `length`, and from a multiple of
 *     8 bytes on the columns one after the other as little-endian float64. An ETag says whether a run changed.
 * GET /api/events[?since=VERSION]     -> server-sent events ("message"), each a ServerEvent whose id
 *                                        is the record's version; the first comes at once and names
 *                                        the runs changed since VERSION or Last-Event-ID, else none
 * GET /api/runs/:ref/artifacts/PATH   -> the file, as a download
 * PATCH /api/runs/:ref {name?, note?, tags?}             -> RunDetail       (a tag that is null is taken off)
 * POST /api/runs/:ref/trash, /api/runs/:ref/restore      -> RunDetail
 * POST /api/bulk/edit {runs, note?, tags?}, /api/bulk/trash {runs}, /api/bulk/restore {runs} -> RunsChanged
 * POST /api/trash/purge                                  -> Purged
 * POST /api/prune {...RetentionRule, dryRun?}            -> PruneAnswer
 * GET /api/retention, PUT /api/retention {rule}          -> Retention
 * POST /api/query {sql, params?, maxRows?, timeoutMs?}   -> QueryAnswer     (reads only; 1,000 rows and 10 s unless said)
 * GET /api/schema                                        -> SchemaDescription
 * POST /api/runs, /api/runs/:id/metrics, ...: logging, in docs/api.md and api/logging-bodies.ts
 * GET /api/openapi.json                                  -> all of this for programs
 * Errors: ApiError with the HTTP status.
 */
import type {
  JsonNumber,
  Layer,
  MapShape,
  RunStatus,
  SnapshotReason,
  SplitSummary,
} from '@peasy/core';
import type { RunGroup } from './many-runs.js';

/** GET /api/health */
export interface Health {
  readonly name: 'peasy';
  readonly version: string;
  /** Schema version of the database. */
  readonly schema: string;
}

/** The body of every answer that is an error. */
export interface ApiError {
  readonly error: { readonly status: number; readonly message: string };
}

/** One metric of one run, in short. `best` follows the metric's direction; its epoch beside it. NaN is never best, min or max; null: there was no number. */
export interface MetricSummary {
  readonly last: JsonNumber;
  readonly min: JsonNumber | null;
  readonly max: JsonNumber | null;
  readonly best: JsonNumber | null;
  readonly bestEpoch: number | null;
  /** Points that stand: what a resume superseded does not count. */
  readonly count: number;
}

/** How far a client's writes are stored: the number of its newest one, and all before it. */
export interface Acknowledged {
  readonly acknowledged: number;
}

/** A run that began: `name` is the wanted one, with a number where it was taken. */
export interface RunBegun extends Acknowledged {
  readonly id: string;
  readonly name: string;
}

/** A run as lists show it: without its series. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  /** Name of the config, when it had one: "cnn". */
  readonly config: string | null;
  readonly status: RunStatus;
  /** Why it failed, in words. */
  readonly message: string | null;
  readonly engine: string | null;
  readonly device: string | null;
  /** Name of the photos: "dogs-vs-cats-16k.zip", "drawn". */
  readonly dataset: string | null;
  /** Trainable numbers. */
  readonly parameters: number | null;
  /** Of one forward pass of one photo. */
  readonly multiplyAdds: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** From start to end, or to the last heartbeat; the pause before a resume does not count. */
  readonly seconds: number;
  /** Whole epochs done, and epochs asked for. */
  readonly epochs: number;
  readonly epochsPlanned: number | null;
  /** How the photos were divided; a leak is said wherever an accuracy is. */
  readonly split: SplitSummary | null;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Those that were asked for by `columns`; left out otherwise. */
  readonly params?: Readonly<Record<string, string>>;
  /** There where it was asked for by `columns`. */
  readonly note?: string;
  /** What was asked for by `columns`. */
  readonly environment?: Environment;
  /** In the order in which runs came into the record, from 1: what a page tells them apart by. */
  readonly place: number;
  /** Grows with every change of the run. */
  readonly version: number;
  readonly trashedAt: string | null;
}

/** GET /api/runs */
export interface RunList {
  readonly runs: readonly RunRow[];
  /** How many a search finds, where the list is a page of them. */
  readonly total?: number;
}

/** Groups in the order in which `order_by` of the same name lists their runs. */
export interface RunGroupList {
  readonly groups: readonly RunGroup[];
  readonly total: number;
}

/** Keys that runs outside the trash have, in alphabetical order. */
export interface RunColumnList {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  readonly tags: readonly string[];
  readonly environment: readonly string[];
}

/** Weights that a run kept. */
export interface SnapshotRow {
  readonly id: string;
  readonly step: number;
  readonly epoch: number;
  readonly reasons: readonly SnapshotReason[];
  readonly createdAt: string;
  /** Of its weights as float32. */
  readonly bytes: number;
}

/** A file of a run. */
export interface ArtifactRow {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a run ran in: "node", "os", "cpu", "cores", "gitCommit", "gitDirty", "argv", "cwd"... */
export type Environment = Readonly<Record<string, string | number | boolean | null>>;

/** The network of a run as it was compiled. */
export interface RunNetwork {
  readonly name: string;
  readonly input: MapShape;
  readonly layers: readonly Layer[];
}

/** A run, whole, but for its series. */
export interface RunDetail extends RunRow {
  readonly params: Readonly<Record<string, string>>;
  readonly note: string;
  readonly environment: Environment;
  /** Label order. */
  readonly classes: readonly string[];
  readonly network: RunNetwork | null;
  readonly snapshots: readonly SnapshotRow[];
  readonly artifacts: readonly ArtifactRow[];
}

/** One metric of one run over its life, column by column; rows that a resume replaced are left out. */
export interface Series {
  readonly run: string;
  readonly key: string;
  readonly step: readonly number[];
  readonly epoch: readonly number[];
  /** Milliseconds since 1970. */
  readonly time: readonly number[];
  readonly value: readonly JsonNumber[];
}

/** GET /api/series */
export interface SeriesList {
  readonly series: readonly Series[];
}

/** One metric of one run within a range of an axis, exact, by step, then time and value: a step may have several points. */
export interface PointRange extends Series {
  /** How many points the series has in all. */
  readonly total: number;
  /** Places on the axis that was asked for, where it is none of the columns. */
  readonly x?: readonly number[];
}

/** GET /api/points */
export interface PointList {
  readonly series: readonly PointRange[];
}

/**
 * What buckets lie along; times are milliseconds, since 1970, since the start of the run, or the same
 * without the pauses before a resume; images: photos trained on so far.
 */
export type BucketAxis = 'step' | 'epoch' | 'images' | 'time' | 'relativeTime' | 'trainedTime';

/**
 * One metric of one run in buckets, column by column; every point is in one, and buckets without a
 * point are left out. With no more points than buckets, each point is a bucket.
 */
export interface SeriesBuckets {
  readonly run: string;
  readonly key: string;
  /** How many points are in the buckets, of how many that the series has. */
  readonly points: number;
  readonly total: number;
  /** Where on the axis the first and the last point of a bucket are. */
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Of the finite values; null: a bucket has none. */
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  /** Points of a bucket, and how many of them are NaN or infinite. */
  readonly count: readonly number[];
  readonly nan: readonly number[];
  readonly infinity: readonly number[];
  readonly minusInfinity: readonly number[];
  /** At `last` of each bucket, of every point up to there; there where `smooth` was asked for. null: no finite value yet. */
  readonly smooth?: readonly (number | null)[];
}

/** Equal buckets from `from` to `to`, the same for every series; null: there is no point. */
export interface BucketList {
  readonly x: BucketAxis;
  readonly from: number | null;
  readonly to: number | null;
  readonly buckets: number;
  readonly series: readonly SeriesBuckets[];
}

/** Sent when runs changed: which ones, so that a page asks again for just those. */
export interface ServerEvent {
  readonly type: 'runs';
  readonly runs: readonly string[];
}

/** What a purge did. */
export interface Purged {
  /** Runs that are gone. */
  readonly runs: number;
  /** By how much the record's files and artifacts shrank. */
  readonly bytesFreed: number;
}

/** What a record keeps; what is left out is kept for ever. */
export interface RetentionRule {
  /** Newest snapshots that a run keeps, from 1 up, beside its best one and what it would be resumed from. */
  readonly keepSnapshots?: number;
  /** Days after its end that a run goes into the trash. */
  readonly olderThanDays?: number;
  /** Days that a run lies in the trash before it is deleted for good. */
  readonly trashDays?: number;
}

/** A rule that the record applies by itself. */
export interface StandingRule extends RetentionRule {
  /** ISO 8601, UTC; null: not yet. */
  readonly appliedAt: string | null;
}

/** The rule of a record; null: everything is kept. */
export interface Retention {
  readonly rule: StandingRule | null;
}

/** A run that a rule concerns. */
export interface RuledRun {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  /** When it ended, or was put into the trash: ISO 8601, UTC. */
  readonly since: string;
}

/** A snapshot that a rule lets go. */
export interface RuledSnapshot {
  readonly id: string;
  readonly run: string;
  readonly runName: string;
  readonly step: number;
  readonly epoch: number;
}

/** What a rule would do now. */
export interface PrunePlan {
  /** Snapshots that go, for good. */
  readonly snapshots: readonly RuledSnapshot[];
  /** Runs that go into the trash. */
  readonly trash: readonly RuledRun[];
  /** Runs of the trash that go for good. */
  readonly purge: readonly RuledRun[];
  /** Bytes of weights and of runs' files that nothing else has; points and freed pages of the file come on top. */
  readonly bytes: number;
}

/** What applying a rule did. */
export interface Pruned {
  /** Snapshots that are gone. */
  readonly snapshots: number;
  /** Ids of the runs that it put into the trash. */
  readonly trashed: readonly string[];
  /** Runs of the trash that are gone. */
  readonly purged: number;
  /** By how much the record's files and artifacts shrank. */
  readonly bytesFreed: number;
}

/** A plan where it was only asked for, else what was done. */
export interface PruneAnswer {
  readonly plan: PrunePlan | null;
  readonly pruned: Pruned | null;
}

/** A value of SQLite; what JSON has no exact number for comes as its digits or its name, bytes as hex. */
export type QueryCell =
  | string
  | number
  | null
  | { readonly number: string }
  | { readonly hex: string };

/** The answer to a query. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryCell[])[];
  /** There were more rows than maxRows, or more than 16 MB of values. */
  readonly truncated: boolean;
  readonly maxRows: number;
  readonly milliseconds: number;
}

/** A column of a table or view; `type` is '' where SQLite has none for it. */
export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly about: string;
}

/** A table or view, and what a row of it is. */
export interface SchemaTable {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly SchemaColumn[];
}

/** What SQL can ask for: the views keep their columns, the tables may change. */
export interface SchemaDescription {
  readonly views: readonly SchemaTable[];
  readonly tables: readonly SchemaTable[];
}
