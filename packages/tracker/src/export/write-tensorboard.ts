import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNumber } from '@peasy/core';
import type { Series } from '../api/types.js';
import { EventFile } from './event-file.js';
import type { ExportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';

/** A folder a run, as TensorBoard reads them: its metrics by step and wall time. */
export class TensorboardExporter implements Exporter {
  readonly #folder: string;
  readonly #taken = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(run: ExportedRun, series: readonly Series[]): void {
    const folder = join(this.#folder, this.#folderName(run));
    mkdirSync(folder, { recursive: true });
    const started = Date.parse(run.startedAt) / 1000;
    const name = `events.out.tfevents.${Math.floor(started)}.peasy`;
    const events = new EventFile(join(folder, name), started);
    for (const { key, step, time, value } of series) {
      for (const [i, at] of step.entries()) {
        events.scalar(key, at, time[i] / 1000, decodeNumber(value[i]));
      }
    }
    events.close();
  }

  finish(): void {}

  /** The run's experiment and name, as far as a file system takes them; with its id where two come to the same. */
  #folderName({ experiment, name, id }: ExportedRun): string {
    const plain = [experiment, name].map(asFileName).join('/');
    const free = this.#taken.has(plain.toLowerCase()) ? `${plain}-${id}` : plain;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

function asFileName(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = text.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').slice(0, 100);
  return /^\.*$/.test(plain) ? `_${plain}` : plain;
}
