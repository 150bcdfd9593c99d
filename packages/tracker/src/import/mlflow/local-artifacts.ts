import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportedFile } from '../imported-run.js';
import type { SourceNotes } from '../source.js';

/** Finds the artifacts that an MLflow database names, as far as they are in folders of this machine. */
export class LocalArtifacts {
  readonly #folder: string;
  readonly #given: string | undefined;
  readonly #notes: SourceNotes;

  /**
   * @param database the file; relative paths in it, and the server's own artifacts, are beside it.
   * @param given where they are instead.
   */
  constructor(database: string, given: string | undefined, notes: SourceNotes) {
    this.#folder = dirname(resolve(database));
    this.#given = given;
    this.#notes = notes;
  }

  /** Whether an address is on another machine: an S3 store, a web server. */
  isElsewhere(uri: string): boolean {
    return /^[a-z][a-z0-9+.-]+:/i.test(uri) && !/^(file|mlflow-artifacts):/i.test(uri);
  }

  /** The files at an address: `mlflow-artifacts:/0/RUN/artifacts`, `file:///...`, or a path. */
  async *files(uri: string | null | undefined): AsyncIterable<ImportedFile> {
    if (!uri) return;
    if (this.isElsewhere(uri)) {
      this.#notes.leaveOut(`artifact folders at ${uri.split(':', 1)[0]}:, where they stay`);
      return;
    }
    const folder = this.#folderOf(uri);
    if (folder) yield* filesIn(folder);
  }

  #folderOf(uri: string): string | undefined {
    const path = this.#pathOf(uri);
    if (this.#given !== undefined) {
      // <experiment>/<run>/artifacts and <experiment>/models/<model>/artifacts, whatever is before.
      const parts = path.split(sep);
      for (const depth of [3, 4]) {
        const folder = join(this.#given, ...parts.slice(-depth));
        if (existsSync(folder)) return folder;
      }
      return undefined;
    }
    if (existsSync(path)) return statSync(path).isDirectory() ? path : undefined;
    // The folder of a run is made with its first file; that of all is there if any run has one.
    const root = dirname(dirname(dirname(path)));
    if (!existsSync(root)) {
      this.#notes.say(
        `There is no folder ${root}, where artifacts would be. If there are any, name their folder with --artifacts.`,
      );
    }
    return undefined;
  }

  #pathOf(uri: string): string {
    const [, proxied] = /^mlflow-artifacts:(?:\/\/[^/]*)?\/(.*)$/s.exec(uri) ?? [];
    if (proxied !== undefined) return join(this.#folder, 'mlartifacts', ...proxied.split('/'));
    if (/^file:\/\//i.test(uri)) return fileURLToPath(uri);
    return resolve(this.#folder, uri.replace(/^file:/i, ''));
  }
}

/** All files under a folder; links are not followed. */
export async function* filesIn(folder: string): AsyncIterable<ImportedFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield {
      path: relative(folder, file).split(sep).join('/'),
      bytes: statSync(file).size,
      open: () => createReadStream(file),
    };
  }
}
