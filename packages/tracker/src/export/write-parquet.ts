import { join } from 'node:path';
import { decodeNumber } from '@peasy/core';
import type { ColumnSource } from 'hyparquet-writer';
import {
  fileWriter,
  ParquetWriter,
  parquetWriteFile,
  schemaFromColumnData,
} from 'hyparquet-writer';
import type { Series } from '../api/types.js';
import type { ExportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';
import { columnNames, type RunCell, runColumns } from './run-columns.js';

/** Points of a row group: readers take one at a time. */
const GROUP = 500_000;

/** `runs.parquet` and `points.parquet` in a folder. NaN and the infinities are numbers like any other. */
export class ParquetExporter implements Exporter {
  readonly #folder: string;
  readonly #runs: Map<string, RunCell>[] = [];
  readonly #writer: ParquetWriter;
  #points = noPoints();

  constructor(folder: string) {
    this.#folder = folder;
    this.#writer = new ParquetWriter({
      writer: fileWriter(join(folder, 'points.parquet')),
      schema: schemaFromColumnData({ columnData: pointColumns(noPoints()) }),
    });
  }

  add(run: ExportedRun, series: readonly Series[]): void {
    this.#runs.push(runColumns(run));
    const points = this.#points;
    for (const { key, step, epoch, time, value } of series) {
      for (const [i, at] of step.entries()) {
        points.run.push(run.id);
        points.name.push(run.name);
        points.metric.push(key);
        points.step.push(BigInt(at));
        points.epoch.push(epoch[i]);
        points.time.push(new Date(time[i]));
        points.value.push(decodeNumber(value[i]));
        if (points.run.length >= GROUP) this.#flush();
      }
    }
  }

  finish(): void {
    this.#flush();
    void this.#writer.finish();
    const columnData = columnNames(this.#runs).map((name) =>
      runColumn(
        name,
        this.#runs.map((run) => run.get(name) ?? null),
      ),
    );
    parquetWriteFile({ filename: join(this.#folder, 'runs.parquet'), columnData });
  }

  #flush(): void {
    const points = this.#points;
    if (points.run.length === 0) return;
    void this.#writer.write({ columnData: pointColumns(points), rowGroupSize: GROUP });
    for (const column of Object.values(points)) column.length = 0;
  }
}

function noPoints() {
  return {
    run: [] as string[],
    name: [] as string[],
    metric: [] as string[],
    step: [] as bigint[],
    epoch: [] as number[],
    time: [] as Date[],
    value: [] as number[],
  };
}

function pointColumns(points: ReturnType<typeof noPoints>): ColumnSource[] {
  const { run, name, metric, step, epoch, time, value } = points;
  return [
    { name: 'run', data: run, type: 'STRING', nullable: false },
    { name: 'name', data: name, type: 'STRING', nullable: false },
    { name: 'metric', data: metric, type: 'STRING', nullable: false },
    { name: 'step', data: step, type: 'INT64', nullable: false },
    { name: 'epoch', data: epoch, type: 'DOUBLE', nullable: false },
    { name: 'time', data: time, type: 'TIMESTAMP', nullable: false },
    { name: 'value', data: value, type: 'DOUBLE', nullable: false },
  ];
}

/** A column of one type: numbers where all are, the words of NaN and the infinities among them; else text. */
function runColumn(name: string, cells: readonly RunCell[]): ColumnSource {
  const there = cells.filter((cell) => cell !== null);
  const areAll = (isSo: (cell: RunCell) => boolean) => there.length > 0 && there.every(isSo);
  if (areAll(isNumber) && there.some((cell) => typeof cell === 'number')) {
    const data = cells.map((cell) => (cell === null ? null : Number(cell)));
    return { name, data, type: 'DOUBLE', nullable: true };
  }
  if (areAll((cell) => typeof cell === 'boolean')) {
    return { name, data: [...cells], type: 'BOOLEAN', nullable: true };
  }
  const data = cells.map((cell) => (cell === null ? null : String(cell)));
  return { name, data, type: 'STRING', nullable: true };
}

function isNumber(cell: RunCell): boolean {
  return typeof cell === 'number' || ['NaN', 'Infinity', '-Infinity'].includes(cell as string);
}
