import type { RunDetail, Series } from '../api/types.js';
import type { Exporter } from './exporter.js';
import { TextFile } from './text-file.js';

/** One JSON file: `{"runs":[{..., "series":[...]}]}`, in the words of the API. */
export class JsonExporter implements Exporter {
  readonly #file: TextFile;
  #isFirst = true;

  constructor(file: string) {
    this.#file = new TextFile(file);
    this.#file.write('{"runs":[');
  }

  add(run: RunDetail, series: readonly Series[]): void {
    this.#file.write(this.#isFirst ? '\n' : ',\n');
    this.#file.write(JSON.stringify({ ...run, series }));
    this.#isFirst = false;
  }

  finish(): void {
    this.#file.write('\n]}\n');
    this.#file.close();
  }
}
