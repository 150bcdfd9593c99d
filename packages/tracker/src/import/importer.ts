import { rmSync } from 'node:fs';
import { checkArtifactPath } from '../store/artifact-files.js';
import { receiveFile } from '../store/receive-file.js';
import type { RecordAccess } from '../store/record-access.js';
import { StoreError } from '../store/store-error.js';
import type { Imported } from './import-runs.js';
import type { ImportedFile, RunFacts, SourceRun } from './imported-run.js';
import { mediaTypeOf } from './media-type.js';
import type { ImportSource } from './source.js';
import { putExperiment } from './write-experiment.js';
import { hasModel, writeModel } from './write-model.js';
import { writeRegisteredModel } from './write-registered-model.js';
import { type RunFile, whereIs, writeRun } from './write-run.js';

type Counts = {
  -readonly [Key in
    | 'runs'
    | 'points'
    | 'experiments'
    | 'files'
    | 'models'
    | 'registeredModels']: number;
} & { alreadyHere: number; alreadyInTrash: number };

/** Writes what a source has, part by part. */
export class Importer {
  readonly #access: RecordAccess;
  readonly #source: ImportSource;
  readonly #wanted: { readonly experiment?: string; readonly name?: string };
  readonly #renamed: { id: string; from: string; to: string }[] = [];
  readonly #counts: Counts = {
    ...{ runs: 0, points: 0, experiments: 0, files: 0, models: 0, registeredModels: 0 },
    ...{ alreadyHere: 0, alreadyInTrash: 0 },
  };

  constructor(
    access: RecordAccess,
    source: ImportSource,
    wanted: { readonly experiment?: string; readonly name?: string },
  ) {
    this.#access = access;
    this.#source = source;
    this.#wanted = wanted;
  }

  /** @param onRun hears of each run that is whole or here already; throws to stop. */
  async run(onRun: () => Promise<void>): Promise<void> {
    if (this.#wanted.experiment === undefined) await this.#experiments();
    await this.#models();
    for await (const run of this.#named(this.#source.runs())) {
      await this.#run(run);
      await onRun();
    }
    for await (const model of this.#source.registeredModels?.() ?? []) {
      if (writeRegisteredModel(this.#access.connection, model)) this.#counts.registeredModels++;
    }
  }

  /** What came over until now. */
  result(stopped: boolean): Imported {
    const { notes, format } = this.#source;
    return {
      format,
      ...this.#counts,
      renamed: this.#renamed,
      leftOut: notes.leftOut,
      notes: notes.lines,
      stopped,
    };
  }

  async #experiments(): Promise<void> {
    const { connection } = this.#access;
    const count = () =>
      connection.prepare<number>('SELECT count(*) FROM experiments').pluck().get()!;
    const before = count();
    for await (const experiment of this.#source.experiments?.() ?? []) {
      connection.write(() => putExperiment(connection, experiment));
    }
    this.#counts.experiments = count() - before;
  }

  async #models(): Promise<void> {
    for await (const model of this.#source.models?.() ?? []) {
      if (hasModel(this.#access.connection, model.id)) continue;
      const files = await this.#receive(model.files(), `model ${model.id}`);
      const experiment = this.#wanted.experiment ?? model.experiment;
      keepOrRemove(files, () => writeModel(this.#access, { ...model, experiment }, files));
      this.#counts.models++;
      this.#counts.files += files.length;
    }
  }

  async #run({ facts: told, points: read, files: list }: SourceRun): Promise<void> {
    const { connection } = this.#access;
    const { experiment = told.experiment, name = told.name } = this.#wanted;
    const facts: RunFacts = { ...told, experiment, name };
    const there = whereIs(connection, facts.id);
    if (there) return this.#countAsHere(there);
    const points = await read();
    try {
      const files = await this.#receive(list?.() ?? none(), `run ${name}`);
      const written = keepOrRemove(files, () => writeRun(this.#access, facts, points, files));
      if (!written) return this.#countAsHere('record');
      this.#counts.runs++;
      this.#counts.points += written.points;
      this.#counts.files += files.length;
      if (written.points < points.count) {
        const twice = 'points that are there with the same step, time and value';
        this.#source.notes.leaveOut(twice, points.count - written.points);
      }
      if (written.name !== name) {
        this.#renamed.push({ id: facts.id, from: name, to: written.name });
      }
    } finally {
      points.close();
    }
  }

  #countAsHere(where: 'record' | 'trash'): void {
    this.#counts.alreadyHere++;
    if (where === 'trash') this.#counts.alreadyInTrash++;
  }

  /** Copies files beside the record, where no row names them yet. */
  async #receive(files: AsyncIterable<ImportedFile>, owner: string): Promise<RunFile[]> {
    const received: RunFile[] = [];
    try {
      for await (const { path, bytes = 0, open } of files) {
        try {
          checkArtifactPath(path);
        } catch {
          this.#source.notes.leaveOut('files whose path the record does not take');
          this.#source.notes.say(`Of ${owner}, the file ${JSON.stringify(path)} was left out.`);
          continue;
        }
        const file = await receiveFile(this.#access.artifacts, await open(), bytes);
        received.push({ ...file, path, mediaType: mediaTypeOf(path) });
      }
    } catch (error) {
      removeAll(received);
      throw error;
    }
    return received;
  }

  /** The runs, of which there may be one only when it is to have a name. */
  async *#named(runs: AsyncIterable<SourceRun>): AsyncIterable<SourceRun> {
    if (this.#wanted.name === undefined) {
      yield* runs;
      return;
    }
    const both: SourceRun[] = [];
    for await (const run of runs) {
      both.push(run);
      if (both.length > 1) {
        const [first, second] = both.map(({ facts }) => JSON.stringify(facts.name));
        throw new StoreError(
          'invalid',
          `Expected one run, as it is to be named ${JSON.stringify(this.#wanted.name)}; the source has more: ${first}, ${second}... Import them under their own names, and rename one afterwards.`,
        );
      }
    }
    yield* both;
  }
}

async function* none(): AsyncIterable<never> {}

function keepOrRemove<T>(files: readonly RunFile[], write: () => T): T {
  try {
    return write();
  } finally {
    // Those that were adopted have moved.
    removeAll(files);
  }
}

function removeAll(files: readonly RunFile[]): void {
  for (const { file } of files) rmSync(file, { force: true });
}
