import type { NamedTensors } from './engine.js';
import type { Network } from './network.js';
import type { SplitKind } from './split.js';

/** The five honest states of a run. `lost`: it said running, and its heartbeat stopped. */
export const RUN_STATUSES = ['running', 'finished', 'failed', 'interrupted', 'lost'] as const;
/** One of RUN_STATUSES. */
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Sizes of a split, and what of it leaks. */
export interface SplitSummary {
  readonly kind: SplitKind;
  /** SHA-256 over the three lists of photo hashes: equal digests mean the same photos in the same roles. */
  readonly digest: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Of the `test` photos, how many were trained on too. */
  readonly testAlsoTrained: number;
  readonly validationAlsoTrained: number;
  /** Of the other `test` photos, how many have a near-duplicate that was trained on; left out: not counted. */
  readonly testNearTrained?: number;
  readonly validationNearTrained?: number;
}

/** What is known of a run before its first step: its name and its experiment at least. What a training of Peasy's knows, describeRun of @peasy/trainer gathers. */
export interface RunStart {
  /** Wanted name; the record adds "-2", "-3"... where it is taken. */
  readonly name: string;
  readonly experiment: string;
  /** Name of the config it came from, if it had one: "cnn". */
  readonly config?: string;
  /** What computes it, and on what: "kernels", "PyTorch". */
  readonly engine?: string;
  readonly device?: string;
  readonly dataset?: { readonly name: string; readonly digest: string };
  /** Label order. */
  readonly classes?: readonly string[];
  /** With it the page can compute what the network sees, from snapshots. */
  readonly network?: Network;
  readonly parameters?: number;
  readonly multiplyAdds?: number;
  readonly epochsPlanned?: number;
  readonly split?: SplitSummary;
  /** The run's whole config, flat, keys joined by ".". */
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** What it runs in: node, os, cpu, cores, gitCommit, gitDirty, argv, cwd, seed... */
  readonly environment?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One value of one metric. NaN and ±Infinity are values like any other. */
export interface MetricPoint {
  /** "loss", "accuracy", "valLoss", ... */
  readonly key: string;
  /** Global step, from 0; per-epoch metrics carry the last step of their epoch. */
  readonly step: number;
  /** Epochs done when it was measured: fractional within an epoch, whole at its end. */
  readonly epoch: number;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * Why a snapshot was kept. One snapshot may have several reasons. `best`, `last` and `checkpoint`
 * each name one snapshot of a run: a newer one takes the reason over, and a snapshot that is left
 * without a reason is dropped.
 */
export const SNAPSHOT_REASONS = ['initial', 'scheduled', 'best', 'last', 'checkpoint'] as const;
/** One of SNAPSHOT_REASONS. */
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

/** The weights at one moment of a run. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  /** Epochs done; fractional within an epoch. */
  readonly epoch: number;
  readonly reasons: readonly SnapshotReason[];
  readonly weights: NamedTensors;
  /** What an exact resume needs beside the weights; a logger keeps the newest one of a run and may drop the older ones. */
  readonly resume?: ResumeState;
}

/** Optimiser state and the trainer's own small state, a JSON value that only the trainer reads. */
export interface ResumeState {
  readonly optimizerState: NamedTensors;
  readonly trainerState: unknown;
}

/** A file that belongs to a run. */
export interface Artifact {
  /** A relative path with "/" between its parts. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/**
 * Where a run reports to. Implementations keep what they were told if the process dies: points
 * reach the disk within a second, snapshots and artifacts before their promise resolves.
 */
export interface RunLogger {
  readonly runId: string;
  readonly runName: string;
  /** Adds params; a param that is there keeps its value, and another value for it is an error. Nested keys are joined by ".". */
  logParams(params: Readonly<Record<string, string | number | boolean>>): void;
  /** Sets tags; one that is there gets the new value. */
  setTags(tags: Readonly<Record<string, string>>): void;
  /** Never blocks on the disk. */
  logMetrics(points: readonly MetricPoint[]): void;
  /** Points logged before it are on disk when it is: a resume from it misses none. */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** Keeps a file with the run. */
  saveArtifact(artifact: Artifact): Promise<void>;
  /** Everything told so far is on disk when it resolves. */
  flush(): Promise<void>;
  /** Ends the run; `message` says why it failed. Nothing can be logged after it. */
  finish(status: Exclude<RunStatus, 'running' | 'lost'>, message?: string): Promise<void>;
}
