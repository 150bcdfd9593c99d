import type { NamedTensors, RunLogger, RunStart, RunStatus } from '@peasy/core';
import type { RunGroup, RunIdList, RunsChanged } from '../api/many-runs.js';
import type {
  Pruned,
  PrunePlan,
  Purged,
  RetentionRule,
  RunDetail,
  RunRow,
  Series,
  SnapshotRow,
  StandingRule,
} from '../api/types.js';
import type { TokenRole } from '../choices.js';
import * as annotate from './annotate-run.js';
import { ArtifactFiles, artifactsFolderOf } from './artifact-files.js';
import { type BackedUp, backUp } from './back-up.js';
import { changeRuns } from './change-runs.js';
import { type Changes, changedRuns, currentVersion } from './changes.js';
import type { Connection } from './connection.js';
import { findRun } from './find-run.js';
import { type ListOptions, listRuns } from './list-runs.js';
import { LOST_AFTER_SECONDS } from './liveness.js';
import { type ConnectionOptions, openConnection } from './open-connection.js';
import {
  groupedRuns,
  pageRuns,
  type RunGroupQuery,
  type RunPage,
  type RunPageQuery,
  runIds,
} from './page-runs.js';
import {
  type Buckets,
  type BucketsQuery,
  readBuckets,
  readBucketsInTurns,
} from './read-buckets.js';
import { type QueryOptions, type QueryResult, readOnlyQuery } from './read-only-query.js';
import { type ExactPoints, type PointsQuery, readPoints } from './read-points.js';
import { readSeries } from './read-series.js';
import {
  pickSnapshot,
  type ResumePoint,
  type SnapshotChoice,
  snapshotWeights,
} from './read-snapshots.js';
import type { RecordAccess } from './record-access.js';
import { type ResumeOptions, resumeRun } from './resume-run.js';
import { pruneRecord } from './retention.js';
import { planPrune } from './retention-plan.js';
import { checkRule, readRule, takeTurn, writeRule } from './retention-rule.js';
import { type RunColumns, runColumns } from './run-columns.js';
import { artifactsOf, runDetail } from './run-detail.js';
import { runRows } from './run-rows.js';
import { SearchConnection } from './search/search-connection.js';
import { type OpenRun, startRun } from './start-run.js';
import { atOnce, inTurns, type Steps } from './steps.js';
import { StoreError } from './store-error.js';
import { type StoreHealth, schemaVersion, storeHealth } from './store-health.js';
import { StoreRunLogger } from './store-run-logger.js';
import { addToken, listTokens, revokeToken, roleOfToken, type TokenRow } from './tokens.js';
import { purgeTrash, restoreRun, trashRun } from './trash.js';
import { unendedRuns } from './unended-runs.js';

/** What openStore takes. */
export interface StoreOptions extends ConnectionOptions {
  /** Where files of artifacts go. Default: `<name>-artifacts` beside the file. */
  readonly artifactsFolder?: string;
  /** Age of a heartbeat from which a running run is lost. */
  readonly lostAfterSeconds?: number;
}

/**
 * Opens the record in one SQLite file, makes it where there is none, and brings it up to date.
 * @throws StoreError when the file is missing, no record, of a newer Peasy, locked, or not to be written to.
 */
export function openStore(options: StoreOptions): Store {
  return new Store(openConnection(options), options);
}

/**
 * The record: experiments, runs, metrics, weights and artifacts. All methods are synchronous and
 * throw a StoreError where they cannot; several processes may have the same record open.
 */
export class Store {
  readonly #connection: Connection;
  readonly #artifacts: ArtifactFiles;
  readonly #access: RecordAccess;
  readonly #lostAfterSeconds: number;
  readonly #loggers = new Set<StoreRunLogger>();

  /** Use openStore. */
  constructor(connection: Connection, options: StoreOptions) {
    this.#connection = connection;
    this.#artifacts = new ArtifactFiles(options.artifactsFolder ?? artifactsFolderOf(options.file));
    const search = new SearchConnection(connection);
    this.#access = { connection, artifacts: this.#artifacts, search };
    this.#lostAfterSeconds = options.lostAfterSeconds ?? LOST_AFTER_SECONDS;
  }

  /** The connection and the files, for the tracker's own routes; other programs use the methods. */
  get access(): RecordAccess {
    return this.#access;
  }

  /** The file of the record, as it was named. */
  get file(): string {
    return this.#connection.file;
  }

  /** Begins a run, under the first free of the names "cnn", "cnn-2", "cnn-3"... */
  startRun(start: RunStart): RunLogger {
    return this.#loggerFor(startRun(this.#connection, start));
  }

  /** Goes on with a run at its newest resume state. @throws StoreError when it is alive, finished, in the trash, or kept none. */
  resumeRun(runId: string, options: ResumeOptions = {}): { logger: RunLogger; from: ResumePoint } {
    const { run, from } = resumeRun(this.#connection, runId, options, this.#lostAfterSeconds);
    return { logger: this.#loggerFor(run), from };
  }

  /** Finds the run that `ref` means: an id, a unique prefix of one, a name, "experiment/name", or `latest`. @throws StoreError naming candidates. */
  findRun(ref: string): RunRow {
    const ids = [findRun(this.#connection, ref)];
    return runRows(this.#connection, { ids }, this.#lostAfterSeconds)[0];
  }

  /** Lists runs, newest first unless asked otherwise. Never reads a point. */
  listRuns(options: ListOptions = {}): RunRow[] {
    return listRuns(this.#connection, options, this.#lostAfterSeconds);
  }

  /** Runs found, ordered and counted in SQL, a page at a time. @throws StoreError for a filter or an order that is not in the grammar. */
  pageRuns(query: RunPageQuery = {}): RunPage {
    return pageRuns(this.#access, query, this.#lostAfterSeconds);
  }

  /** Runs that a query finds, counted by a param, a tag or another word. @throws StoreError like pageRuns. */
  runGroups(query: RunGroupQuery): RunGroup[] {
    return groupedRuns(this.#access, query, this.#lostAfterSeconds);
  }

  /** Ids of all runs that a query finds, in its order. @throws StoreError like pageRuns. */
  runIds(query: RunPageQuery = {}): RunIdList {
    return runIds(this.#access, query);
  }

  /** Changes many runs by another of these methods, in turns of the event loop; answers which could not be, and why. */
  changeRunsInTurns(
    runIds: readonly string[],
    change: (runId: string) => void,
  ): Promise<RunsChanged> {
    return inTurns(changeRuns(this.#connection, runIds, change));
  }

  /** Keys of the params, metrics, tags and the environment that runs have. */
  runColumns(): RunColumns {
    return runColumns(this.#connection);
  }

  /** A run by its id, whole but for its series. */
  getRun(runId: string): RunDetail {
    return runDetail(this.#connection, runId, this.#lostAfterSeconds);
  }

  /** Every live point of the named metrics of some runs, exact; no key named: of all metrics. */
  series(runIds: readonly string[], keys: readonly string[] = []): Series[] {
    return readSeries(this.#connection, runIds, keys);
  }

  /** As series, in typed arrays and within a range of steps. */
  points(query: PointsQuery): ExactPoints[] {
    return readPoints(this.#connection, query);
  }

  /** Metrics of runs over step, epoch or time, gathered into buckets with min, max, mean and count of every point. */
  buckets(query: BucketsQuery): Buckets {
    return readBuckets(this.#connection, query);
  }

  /** The same in turns of the event loop, for a server that has others to answer. */
  bucketsInTurns(query: BucketsQuery): Promise<Buckets> {
    return readBucketsInTurns(this.#connection, query);
  }

  /** One snapshot of a run: `best`, `last`, the one after an epoch, or one by its id. @throws StoreError saying which there are. */
  pickSnapshot(runId: string, choice: SnapshotChoice): SnapshotRow {
    return pickSnapshot(this.#connection, runId, choice);
  }

  /** The weights of a snapshot, in the order of the network. */
  snapshotWeights(snapshotId: string): NamedTensors {
    return snapshotWeights(this.#connection, snapshotId);
  }

  /** The content of an artifact of a run. */
  artifactBytes(runId: string, path: string): Uint8Array {
    const there = artifactsOf(this.#connection, runId);
    const artifact = there.find((row) => row.path === path);
    if (artifact) return this.#artifacts.read(artifact.sha256);
    const paths = there.map((row) => row.path).join(', ') || 'none';
    throw new StoreError('notFound', `Run ${runId} has no artifact "${path}". It has: ${paths}.`);
  }

  /** Sets the note of a run. */
  setNote(runId: string, note: string): void {
    annotate.setNote(this.#connection, runId, note);
  }

  /** Sets tags of a run; those that are there get the new value. */
  setTags(runId: string, tags: Readonly<Record<string, string>>): void {
    annotate.setTags(this.#connection, runId, tags);
  }

  /** Takes a tag off a run. */
  removeTag(runId: string, key: string): void {
    annotate.removeTag(this.#connection, runId, key);
  }

  /** Renames a run. @throws StoreError when another run of its experiment has the name. */
  renameRun(runId: string, name: string): void {
    annotate.renameRun(this.#connection, runId, name);
  }

  /** Puts a run in the trash. @throws StoreError when it is still running. */
  trashRun(runId: string): void {
    trashRun(this.#connection, runId, this.#lostAfterSeconds);
  }

  /** Takes a run out of the trash. */
  restoreRun(runId: string): void {
    restoreRun(this.#connection, runId);
  }

  /**
   * Copies the record as it is now into a new file, with its artifacts beside it, while others go on
   * writing; points that a logger was told within the last second may not be in it.
   * @throws StoreError when there is such a file, the disk is full, or artifacts were purged meanwhile.
   */
  backUp(file: string): BackedUp {
    return backUp(this.#connection, this.#artifacts, file);
  }

  /** Deletes what is in the trash for good and gives its space back. */
  purgeTrash(): Purged {
    return atOnce(purgeTrash(this.#connection, this.#artifacts));
  }

  /** As purgeTrash, with turns for whatever else this program does. */
  purgeTrashInTurns(): Promise<Purged> {
    return inTurns(purgeTrash(this.#connection, this.#artifacts));
  }

  /** What a rule of retention would do now. @throws StoreError when it says nothing. */
  planPrune(rule: RetentionRule): PrunePlan {
    return planPrune(this.#connection, rule, this.#lostAfterSeconds);
  }

  /** Applies a rule of retention now, and gives the space back. @throws StoreError when it says nothing. */
  prune(rule: RetentionRule): Pruned {
    return atOnce(this.#pruneSteps(rule));
  }

  /** As prune, with turns for whatever else this program does. */
  pruneInTurns(rule: RetentionRule): Promise<Pruned> {
    return inTurns(this.#pruneSteps(checkRule(rule)));
  }

  /** The rule that the record applies by itself, or undefined: it keeps everything. */
  retention(): StandingRule | undefined {
    return readRule(this.#connection);
  }

  /** Sets the rule that the record applies by itself; undefined: none. @throws StoreError when it says nothing. */
  setRetention(rule: RetentionRule | undefined): void {
    writeRule(this.#connection, rule);
  }

  /** Applies the record's own rule, unless there is none, or this or another program did within `everyMs`. Rejects when it is stopped halfway: the rest goes the next time. */
  async applyRetention(everyMs: number, stop?: AbortSignal): Promise<Pruned | undefined> {
    const rule = takeTurn(this.#connection, everyMs);
    return rule && inTurns(this.#pruneSteps(rule), stop);
  }

  /** Makes a token for the server. @returns the token, which is not to be had again. @throws StoreError when the name is taken. */
  addToken(name: string, role: TokenRole): string {
    return addToken(this.#connection, name, role);
  }

  /** The tokens that there are, without themselves. */
  listTokens(): TokenRow[] {
    return listTokens(this.#connection);
  }

  /** Makes a token worth nothing, at once. @throws StoreError when there is none of that name. */
  revokeToken(name: string): void {
    revokeToken(this.#connection, name);
  }

  /** What a token lets do, or undefined for what is none. */
  roleOfToken(token: string): TokenRole | undefined {
    return roleOfToken(this.#connection, token);
  }

  /** Answers one SQL statement that reads. @throws StoreError with SQLite's words. */
  query(sql: string, options?: QueryOptions): QueryResult {
    return readOnlyQuery(this.#connection, sql, options);
  }

  /** Looks the whole record over. */
  health(): StoreHealth {
    return storeHealth(this.#connection);
  }

  /** Name of the newest migration of the record. */
  schemaVersion(): string {
    return schemaVersion(this.#connection);
  }

  /** The number of the newest change: the highest version of any run, gone ones included. */
  currentVersion(): number {
    return currentVersion(this.#connection);
  }

  /** Runs that changed after a version, whichever process changed them. */
  changedRuns(since: number): Changes {
    return changedRuns(this.#connection, since);
  }

  /** The state now of every run that did not end by itself: `running` or `lost`. Silence changes it, without a new version. */
  unendedRuns(): ReadonlyMap<string, RunStatus> {
    return unendedRuns(this.#connection, this.#lostAfterSeconds);
  }

  /** Writes what loggers still hold and closes the file. Runs that did not finish become lost. */
  close(): void {
    try {
      for (const logger of [...this.#loggers]) logger.detach();
    } finally {
      this.#access.search.close();
      this.#connection.close();
    }
  }

  #pruneSteps(rule: RetentionRule): Steps<Pruned> {
    return pruneRecord(this.#connection, this.#artifacts, rule, this.#lostAfterSeconds);
  }

  #loggerFor(run: OpenRun): RunLogger {
    const logger = new StoreRunLogger(this.#connection, this.#artifacts, run, (ended) =>
      this.#loggers.delete(ended),
    );
    this.#loggers.add(logger);
    return logger;
  }
}
