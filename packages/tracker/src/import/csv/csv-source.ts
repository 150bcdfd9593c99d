import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { StoreError } from '../../store/store-error.js';
import { idOf } from '../exported-facts.js';
import type { RunFacts, SourceRun } from '../imported-run.js';
import { RunSpools } from '../run-spools.js';
import { BREATH, type ImportSource, SourceNotes, type SourceOptions } from '../source.js';
import { IMPORTED } from '../tensorboard/tensorboard-source.js';
import { readPoints } from './read-points.js';
import { readRunsTable } from './read-runs-table.js';

/** A folder of `peasy export`, or one table of points. */
export class CsvSource implements ImportSource {
  readonly format = 'csv';
  readonly notes = new SourceNotes();
  readonly #options: SourceOptions;
  readonly #points: string;
  readonly #runs: string;
  readonly #spools: RunSpools;

  /** @throws StoreError for a folder without tables. */
  constructor(options: SourceOptions) {
    this.#options = options;
    const { source } = options;
    const isFolder = statSync(source).isDirectory();
    const folder = isFolder ? source : dirname(source);
    const isOurs = isFolder || ['points.csv', 'runs.csv'].includes(basename(source));
    this.#points = isOurs ? join(folder, 'points.csv') : source;
    this.#runs = isOurs ? join(folder, 'runs.csv') : '';
    if (!existsSync(this.#points)) {
      throw new StoreError(
        'missingFile',
        `Expected ${this.#points} with the values of metrics, and there is none. Name a CSV file, or a folder that "peasy export" made.`,
      );
    }
    this.#spools = new RunSpools(options.spoolFile());
  }

  /** Values of runs may stand in any order, so all are read before the first run comes. */
  async *runs(): AsyncIterable<SourceRun> {
    const facts = existsSync(this.#runs)
      ? await readRunsTable(this.#runs, this.notes)
      : new Map<string, RunFacts>();
    const names = new Map<string, string>();
    let read = 0;
    const { digest } = await readPoints(this.#points, this.notes, async (point, run, name) => {
      this.#spools.add(run, point);
      if (name !== undefined) names.set(run, name);
      if (++read % BREATH === 0) await this.#options.breathe(BREATH);
    });
    await this.#options.breathe(read % BREATH);
    const runs = new Set([...facts.keys(), ...this.#spools.runs]);
    if (runs.size === 0) this.notes.say(`${this.#points} has no values.`);
    for (const run of runs) {
      yield {
        facts: facts.get(run) ?? this.#factsOf(run, names.get(run), digest),
        points: async () => this.#spools.of(run),
      };
    }
  }

  close(): void {
    this.#spools.close();
  }

  /** Of a run that has only points. */
  #factsOf(run: string, name: string | undefined, digest: string): RunFacts {
    const file = basename(this.#points, extname(this.#points));
    const times = this.#spools.of(run).times;
    const endedAt = times && Math.ceil(times.last);
    return {
      id: idOf('csv', run, digest),
      experiment: IMPORTED,
      name: name ?? (run === '' ? file : run),
      status: 'finished',
      ...(times && { startedAt: Math.floor(times.first), endedAt }),
    };
  }
}
