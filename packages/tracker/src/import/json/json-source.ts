import { createReadStream } from 'node:fs';
import { JSONParser } from '@streamparser/json';
import { StoreError } from '../../store/store-error.js';
import { exportedFacts } from '../exported-facts.js';
import type { SourceRun } from '../imported-run.js';
import { PointSpool } from '../point-spool.js';
import { type ImportSource, SourceNotes, type SourceOptions } from '../source.js';
import { addSeries, SERIES_COLUMNS } from './add-series.js';

/** A file of `peasy export --format json`, read piece by piece: one metric of a run is in memory at a time. */
export class JsonSource implements ImportSource {
  readonly format = 'json';
  readonly notes = new SourceNotes();
  readonly #options: SourceOptions;
  #spool: PointSpool;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#spool = new PointSpool(options.spoolFile());
  }

  async *runs(): AsyncIterable<SourceRun> {
    const { source, breathe } = this.#options;
    const whole: SourceRun[] = [];
    let seen = 0;
    let read = 0;
    let beginning = '';
    const parser = new JSONParser({ paths: ['$.runs.*.series.*', '$.runs.*'], keepStack: false });
    parser.onValue = ({ value, stack }) => {
      const where = `run ${seen + 1} of ${source}`;
      // The parser's stack is as deep as what is around the value: a run is in a list in the whole.
      if (stack.length > 2) {
        read += addSeries(this.#spool, value, where, this.notes);
        // The parser keeps it within its run, until that is whole.
        for (const column of SERIES_COLUMNS) delete (value as Record<string, unknown>)[column];
        return;
      }
      seen++;
      const spool = this.#spool;
      this.#spool = new PointSpool(this.#options.spoolFile());
      whole.push({ facts: exportedFacts(value, where, this.notes), points: async () => spool });
    };
    for await (const piece of createReadStream(source)) {
      if (beginning === '') beginning = String(piece);
      attempt(source, () => parser.write(piece as Uint8Array));
      yield* whole.splice(0);
      await breathe(read);
      read = 0;
    }
    attempt(source, () => parser.isEnded || parser.end());
    yield* whole.splice(0);
    if (seen === 0 && !/"runs"\s*:\s*\[/.test(beginning)) {
      throw new StoreError(
        'invalid',
        `Expected ${source} to be JSON as "peasy export --format json" writes it, {"runs": [...]}; it is JSON of another kind.`,
      );
    }
  }

  close(): void {
    this.#spool.close();
  }
}

function attempt(source: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'invalid',
      `Expected ${source} to be JSON as "peasy export --format json" writes it: ${(error as Error).message.replace(/\.$/, '')}. The runs before that are here.`,
      { cause: error },
    );
  }
}
