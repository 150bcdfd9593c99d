import type { ImportFormat } from '../choices.js';
import type {
  ImportedExperiment,
  ImportedModel,
  ImportedRegisteredModel,
  SourceRun,
} from './imported-run.js';

/** Where a source is, and how it is asked. */
export interface SourceOptions {
  /** A path, or an address that begins with http:// or https://. */
  readonly source: string;
  /** The experiment for runs that name none. */
  readonly experiment?: string;
  /** For a server that wants one. */
  readonly token?: string;
  /** Where the artifacts of an MLflow file are, when not where it says. */
  readonly artifacts?: string;
  readonly signal?: AbortSignal;
  /** A free path beside the record, for points that do not fit into memory. */
  spoolFile(): string;
  /**
   * Called every few thousand points: lets the program hear of signals and draw its progress.
   * @param points read since the last call. @throws when the import is to stop.
   */
  breathe(points: number): Promise<void>;
}

/** Points between two calls of `breathe`. */
export const BREATH = 20_000;

/** Something that has runs. Each part is read when it is asked for, one run after the other. */
export interface ImportSource {
  readonly format: ImportFormat;
  /** Which experiments it has, those without runs among them. */
  experiments?(): AsyncIterable<ImportedExperiment>;
  models?(): AsyncIterable<ImportedModel>;
  runs(): AsyncIterable<SourceRun>;
  registeredModels?(): AsyncIterable<ImportedRegisteredModel>;
  /** What it has that the record has no place for, or that could not be read: in words. Complete after the last run. */
  readonly notes: SourceNotes;
  close(): void;
}

/** What a person should know of a source that was read. */
export class SourceNotes {
  readonly #counts = new Map<string, number>();
  readonly #lines: string[] = [];

  /** Counts something that is left out: "images", "points of a step beyond ±9007199254740991". */
  leaveOut(what: string, count = 1): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** Says something once. */
  say(line: string): void {
    if (!this.#lines.includes(line)) this.#lines.push(line);
  }

  get leftOut(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
