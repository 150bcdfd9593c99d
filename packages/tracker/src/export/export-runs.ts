import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseTestAnswers, TEST_ANSWERS, type TestAnswers } from '@peasy/core';
import type { RunDetail } from '../api/types.js';
import type { ExportFormat } from '../choices.js';
import type { Store } from '../store/store.js';
import { asStoreError, StoreError } from '../store/store-error.js';
import { exportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';
import { CsvExporter } from './write-csv.js';
import { HtmlExporter } from './write-html.js';
import { JsonExporter } from './write-json.js';
import { ParquetExporter } from './write-parquet.js';
import { TensorboardExporter } from './write-tensorboard.js';

const FILES: ReadonlySet<string> = new Set(['json', 'html']);

/** What exportRuns takes. */
export interface ExportOptions {
  /** Ids of the runs, in the order in which they are written. */
  readonly runs: readonly string[];
  readonly format: ExportFormat;
  /** A file for json and html, else a folder; it must not be there yet. */
  readonly to: string;
  /** Hears of each run that is done. */
  readonly onRun?: (done: number) => void;
}

/** What was written. */
export interface Exported {
  readonly runs: number;
  readonly points: number;
}

/**
 * Writes runs down with all that the record knows of them, and every live point. It gets its name
 * when it is whole.
 * @throws StoreError when something of that name is there, a run is not, or the disk is full.
 */
export async function exportRuns(store: Store, options: ExportOptions): Promise<Exported> {
  const { runs, format, to, onRun } = options;
  if (existsSync(to)) {
    throw new StoreError('conflict', `There is ${to} already. Name another place for the export.`);
  }
  const unfinished = `${to}.unfinished`;
  let points = 0;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(FILES.has(format) ? dirname(to) : unfinished, { recursive: true });
    const exporter = exporterFor(format, unfinished, store);
    for (const [i, id] of runs.entries()) {
      const series = store.series([id]);
      await exporter.add(exportedRun(store.access.connection, store.getRun(id)), series);
      points += series.reduce((count, { step }) => count + step.length, 0);
      onRun?.(i + 1);
    }
    await exporter.finish();
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw asStoreError(error, to);
  }
  return { runs: runs.length, points };
}

function exporterFor(format: ExportFormat, to: string, store: Store): Exporter {
  switch (format) {
    case 'csv':
      return new CsvExporter(to);
    case 'json':
      return new JsonExporter(to);
    case 'html':
      return new HtmlExporter(to, (run) => answersOf(store, run));
    case 'parquet':
      return new ParquetExporter(to);
    case 'tensorboard':
      return new TensorboardExporter(to);
  }
}

function answersOf(store: Store, { id, artifacts }: RunDetail): TestAnswers | undefined {
  if (!artifacts.some(({ path }) => path === TEST_ANSWERS)) return undefined;
  return parseTestAnswers(new TextDecoder().decode(store.artifactBytes(id, TEST_ANSWERS)));
}
