import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ImportFormat } from '../choices.js';
import type { Store } from '../store/store.js';
import { Importer } from './importer.js';
import { openSource } from './open-source.js';
import type { SourceOptions } from './source.js';

/** What importRuns takes. */
export interface ImportOptions {
  /** A path, or the address of an MLflow server. */
  readonly source: string;
  /** What the source is. Default: what it looks like. */
  readonly format?: ImportFormat;
  /** The experiment that the runs go to. Default: as the source has it. */
  readonly experiment?: string;
  /** The name of the run, for a source of one. */
  readonly name?: string;
  /** For an MLflow server that wants one. */
  readonly token?: string;
  /** Where the artifacts of an MLflow file are, when not where it says. */
  readonly artifacts?: string;
  /** Stops the import after the run that is being written. */
  readonly signal?: AbortSignal;
  /** Hears how far it is, some times a second. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is. */
export interface ImportProgress {
  /** Runs that are whole. */
  readonly runs: number;
  /** Points read, those of the run that is being read among them. */
  readonly points: number;
}

/** What came over. */
export interface Imported {
  readonly format: ImportFormat;
  readonly runs: number;
  readonly points: number;
  readonly experiments: number;
  /** Files of runs and of models. */
  readonly files: number;
  readonly models: number;
  readonly registeredModels: number;
  /** Runs of the source that were here, and how many of them are in the trash. */
  readonly alreadyHere: number;
  readonly alreadyInTrash: number;
  /** Runs whose name was taken. */
  readonly renamed: readonly { readonly id: string; readonly from: string; readonly to: string }[];
  /** How many of what have no place in the record. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** Whether it was stopped before its end: what came over is whole. */
  readonly stopped: boolean;
}

/**
 * Brings runs over from another record. Each comes whole, in one write, or not at all; one that is
 * here already is left as it is.
 * @throws StoreError when the source is none, is damaged, or does not answer; the runs before it stay.
 */
export async function importRuns(store: Store, options: ImportOptions): Promise<Imported> {
  let points = 0;
  let runs = 0;
  const spools: string[] = [];
  const asked: SourceOptions = {
    ...options,
    spoolFile: () => {
      const file = `${store.file}.import-${randomUUID()}`;
      spools.push(file);
      return file;
    },
    breathe: async (read) => {
      points += read;
      options.onProgress?.({ runs, points });
      await setImmediate();
      options.signal?.throwIfAborted();
    },
  };
  const source = await openSource(asked, options.format);
  const importer = new Importer(store.access, source, options);
  try {
    const stopped = await whetherStopped(options.signal, () =>
      importer.run(() => {
        runs++;
        return asked.breathe(0);
      }),
    );
    return importer.result(stopped);
  } finally {
    source.close();
    for (const file of spools) rmSync(file, { force: true });
  }
}

async function whetherStopped(
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (signal?.aborted) return true;
    throw error;
  }
}
