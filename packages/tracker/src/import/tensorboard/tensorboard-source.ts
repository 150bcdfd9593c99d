import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { StoreError } from '../../store/store-error.js';
import { idOf } from '../exported-facts.js';
import type { ImportedParam, RunFacts, SourceRun } from '../imported-run.js';
import { PointSpool } from '../point-spool.js';
import { BREATH, type ImportSource, SourceNotes, type SourceOptions } from '../source.js';
import { type EventTally, firstEvent, readEventFile } from './read-event-file.js';

/** Where runs of files without experiments go. */
export const IMPORTED = 'imported';

/** A folder of TensorBoard's, in which each folder with event files is a run; or one event file. */
export class TensorboardSource implements ImportSource {
  readonly format = 'tensorboard';
  readonly notes = new SourceNotes();
  readonly #options: SourceOptions;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  async *runs(): AsyncIterable<SourceRun> {
    const root = resolve(this.#options.source);
    const folders = statSync(root).isDirectory()
      ? eventFolders(root)
      : new Map([[dirname(root), [root]]]);
    for (const [folder, files] of folders) {
      const begun = firstEvent(files);
      if (!begun) {
        this.notes.say(`${files[0]} has no event that can be read; nothing of it came over.`);
        continue;
      }
      yield* this.#run(nameOf(root, folder, files), files, begun.seconds);
    }
  }

  close(): void {}

  /** Points are read at once: what a run says of its params and its end stands among them. */
  async *#run(
    { experiment, name }: { experiment: string; name: string },
    files: readonly string[],
    begun: number,
  ): AsyncIterable<SourceRun> {
    const spool = new PointSpool(this.#options.spoolFile());
    const params = new Map<string, ImportedParam>();
    const tally: EventTally = { notes: this.notes, plugins: new Map(), params, last: begun };
    let read = 0;
    try {
      for (const file of files) {
        for (const point of readEventFile(file, tally)) {
          spool.add(point);
          if (++read % BREATH === 0) await this.#options.breathe(BREATH);
        }
      }
    } catch (error) {
      spool.close();
      throw error;
    }
    await this.#options.breathe(read % BREATH);
    const facts: RunFacts = {
      // Files of a run that goes on grow at their end: their beginning says which run it is.
      id: idOf('tensorboard', name, basename(files[0]), begun),
      experiment,
      name,
      status: tally.status ?? 'finished',
      startedAt: Math.floor(Math.min(begun * 1000, spool.times?.first ?? Infinity)),
      endedAt: tally.status === 'running' ? undefined : Math.ceil(tally.last * 1000),
      params,
    };
    yield { facts, points: async () => spool };
  }
}

/** Folders with event files, and those in the order of their names. @throws StoreError when there is none. */
export function eventFolders(root: string): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!isEventFile(path) || !statSync(join(root, path)).isFile()) continue;
    const file = join(root, path);
    const files = folders.get(dirname(file)) ?? [];
    folders.set(dirname(file), files);
    files.push(file);
  }
  if (folders.size > 0) return folders;
  throw new StoreError(
    'invalid',
    `Expected TensorBoard's event files in ${root}, and there is none: their names have "tfevents" in them.`,
  );
}

/** TensorBoard itself looks for no more. */
function isEventFile(path: string): boolean {
  return basename(path).includes('tfevents');
}

/** A folder below is named by its path; what Peasy exported has the experiment before the name. */
function nameOf(root: string, folder: string, files: readonly string[]) {
  const path = relative(root, folder).split(sep).join('/');
  const parts = folder.split(sep);
  if (files.every((file) => file.endsWith('.peasy')) && parts.length > 1) {
    return { experiment: parts.at(-2) || IMPORTED, name: basename(folder) };
  }
  if (path === '') return { experiment: IMPORTED, name: basename(folder) || 'run' };
  return { experiment: basename(root) || IMPORTED, name: path };
}
