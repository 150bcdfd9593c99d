import type { Series } from '../api/types.js';
import type { ExportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';
import { TextFile } from './text-file.js';

/** Numbers that become one text: a run has more of them than fit into one. */
const PIECE = 10_000;

/** One JSON file: `{"runs":[{..., "series":[...]}]}`, in the words of the API. */
export class JsonExporter implements Exporter {
  readonly #file: TextFile;
  #isFirst = true;

  constructor(file: string) {
    this.#file = new TextFile(file);
    this.#file.write('{"runs":[');
  }

  add(run: ExportedRun, series: readonly Series[]): void {
    this.#file.write(this.#isFirst ? '\n' : ',\n');
    this.#isFirst = false;
    this.#file.write(`${JSON.stringify(run).slice(0, -1)},"series":[`);
    for (const [index, one] of series.entries()) {
      const { run: id, key, ...columns } = one;
      this.#file.write(index === 0 ? '' : ',');
      this.#file.write(JSON.stringify({ run: id, key }).slice(0, -1));
      for (const [name, numbers] of Object.entries(columns)) this.#column(name, numbers);
      this.#file.write('}');
    }
    this.#file.write(']}');
  }

  finish(): void {
    this.#file.write('\n]}\n');
    this.#file.close();
  }

  #column(name: string, numbers: readonly unknown[]): void {
    this.#file.write(`,${JSON.stringify(name)}:[`);
    for (let from = 0; from < numbers.length; from += PIECE) {
      const piece = JSON.stringify(numbers.slice(from, from + PIECE)).slice(1, -1);
      this.#file.write(from === 0 ? piece : `,${piece}`);
    }
    this.#file.write(']');
  }
}
