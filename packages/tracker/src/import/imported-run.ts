import type { Readable } from 'node:stream';
import type { SplitSummary } from '@peasy/core';
import type { Environment } from '../api/types.js';
import type { ParamKind } from '../export/kind-of-text.js';
import type { NewModelMetric } from '../store/logged-models.js';
import type { NewRunDataset } from '../store/run-datasets.js';
import type { SpooledPoints } from './point-spool.js';

/** A param as another record has it, with what its text stands for. */
export interface ImportedParam {
  readonly kind: ParamKind;
  readonly value: string;
}

/** An experiment of the source. Times are milliseconds since 1970. */
export interface ImportedExperiment {
  readonly name: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly tags?: ReadonlyMap<string, string>;
  readonly inTrash?: boolean;
  /** Where its artifacts stay, where they are not brought over. */
  readonly artifactLocation?: string;
}

/** All that a source says of a run, but for its points and files. What it does not say is left out. */
export interface RunFacts {
  /** Its id here: the same each time that it is imported, so that nothing comes twice. */
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly status: 'running' | 'finished' | 'failed' | 'interrupted';
  /** Without one: when the source changed last, or now. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly message?: string;
  /** Running time, where it is not all from start to end. */
  readonly seconds?: number;
  /** Whether its program gave a sign of life every few seconds, so that silence means that it is gone. */
  readonly hasHeartbeat?: boolean;
  readonly userId?: string;
  readonly config?: string;
  readonly engine?: string;
  readonly device?: string;
  readonly dataset?: string;
  readonly datasetDigest?: string;
  readonly parameters?: number;
  readonly multiplyAdds?: number;
  readonly epochs?: number;
  readonly epochsPlanned?: number;
  readonly split?: SplitSummary;
  readonly note?: string;
  readonly classes?: readonly string[];
  readonly network?: unknown;
  readonly environment?: Environment;
  readonly trashedAt?: number;
  readonly params?: ReadonlyMap<string, ImportedParam>;
  readonly tags?: ReadonlyMap<string, string>;
  readonly datasets?: readonly NewRunDataset[];
  readonly models?: readonly ImportedModelLink[];
  readonly modelMetrics?: readonly NewModelMetric[];
}

/** A logged model that a run read or made. */
export interface ImportedModelLink {
  readonly direction: 'input' | 'output';
  readonly modelId: string;
  readonly step: number;
}

/** A file of the source. */
export interface ImportedFile {
  readonly path: string;
  /** Bytes, where they are known. */
  readonly bytes?: number;
  open(): Readable | Promise<Readable>;
}

/** One run of a source. */
export interface SourceRun {
  readonly facts: RunFacts;
  /** Reads its points; the caller closes them. */
  points(): Promise<SpooledPoints>;
  files?(): AsyncIterable<ImportedFile>;
}

/** A model that a program logged. Times are milliseconds since 1970. */
export interface ImportedModel {
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly modelType?: string;
  readonly sourceRunId?: string;
  readonly status: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt?: number;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  files(): AsyncIterable<ImportedFile>;
}

/** A registered model, with its versions. Times are milliseconds since 1970. */
export interface ImportedRegisteredModel {
  readonly name: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, number>;
  readonly versions: readonly ImportedVersion[];
}

/** A version of a registered model. */
export interface ImportedVersion {
  readonly version: number;
  readonly stage: string;
  readonly description?: string;
  readonly userId?: string;
  readonly source?: string;
  /** Where its files are among those of the run `runId`, where they are there: then the source becomes that of this record. */
  readonly pathInRun?: string;
  readonly runId?: string;
  readonly runLink?: string;
  readonly modelId?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: ReadonlyMap<string, string>;
}
