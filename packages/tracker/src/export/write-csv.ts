import { join } from 'node:path';
import type { RunDetail, Series } from '../api/types.js';
import type { Exporter } from './exporter.js';
import { columnNames, type RunCell, runColumns } from './run-columns.js';
import { TextFile } from './text-file.js';

const POINT_COLUMNS = ['run', 'name', 'metric', 'step', 'epoch', 'time', 'value'];

/** `runs.csv` and `points.csv` in a folder (RFC 4180). NaN and the infinities are words. */
export class CsvExporter implements Exporter {
  readonly #folder: string;
  readonly #points: TextFile;
  readonly #runs: Map<string, RunCell>[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#points = new TextFile(join(folder, 'points.csv'));
    this.#points.write(csvLine(POINT_COLUMNS));
  }

  add(run: RunDetail, series: readonly Series[]): void {
    this.#runs.push(runColumns(run));
    for (const { key, step, epoch, time, value } of series) {
      const start = csvLine([run.id, run.name, key]).trimEnd();
      for (const [i, at] of step.entries()) {
        const when = new Date(time[i]).toISOString();
        this.#points.write(`${start},${at},${epoch[i]},${when},${value[i]}\r\n`);
      }
    }
  }

  finish(): void {
    this.#points.close();
    const runs = new TextFile(join(this.#folder, 'runs.csv'));
    const names = columnNames(this.#runs);
    runs.write(csvLine(names));
    for (const run of this.#runs) runs.write(csvLine(names.map((name) => run.get(name) ?? '')));
    runs.close();
  }
}

/** One line, with its end. */
export function csvLine(cells: readonly RunCell[]): string {
  return `${cells.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
