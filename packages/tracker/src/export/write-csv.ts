import { join } from 'node:path';
import type { Series } from '../api/types.js';
import type { ExportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';
import { isoTime } from './iso-time.js';
import { columnNames, type RunCell, runColumns } from './run-columns.js';
import { TextFile } from './text-file.js';
import { valueText } from './value-text.js';

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

  add(run: ExportedRun, series: readonly Series[]): void {
    this.#runs.push(runColumns(run));
    for (const { key, step, epoch, time, value } of series) {
      const start = csvLine([run.id, run.name, key]).trimEnd();
      for (const [i, at] of step.entries()) {
        this.#points.write(`${start},${at},${epoch[i]},${isoTime(time[i])},${value[i]}\r\n`);
      }
    }
  }

  finish(): void {
    this.#points.close();
    const runs = new TextFile(join(this.#folder, 'runs.csv'));
    const names = columnNames(this.#runs);
    runs.write(csvLine(names));
    for (const run of this.#runs) runs.write(csvLine(names.map((name) => cellOf(run, name))));
    runs.close();
  }
}

function cellOf(run: ReadonlyMap<string, RunCell>, name: string): RunCell {
  const cell = run.get(name);
  if (cell === undefined) return null;
  return name.startsWith('environment.') ? valueText(cell) : cell;
}

/** One line, with its end. */
export function csvLine(cells: readonly RunCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Nothing is nothing; an empty text is quoted, so that it is not taken for nothing. */
function csvCell(cell: RunCell): string {
  if (cell === null) return '';
  const text = String(cell);
  if (text === '') return '""';
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
