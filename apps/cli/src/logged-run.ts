import type { RunLogger, RunStatus, Snapshot } from '@peasy/core';
import { PassedRun } from './passed-run.js';
import { TRAIN_LOG, type TrainLog } from './terminal/train-log.js';

/**
 * A run that keeps what its training said as a file: when it ends, and, as a process may be killed,
 * with a snapshot whenever the log has doubled. Each version is a file of its own until a purge, so not
 * with every snapshot.
 */
export class LoggedRun extends PassedRun {
  readonly #log: TrainLog;
  /** Bytes of the version that is kept. */
  #kept = 0;

  constructor(run: RunLogger, log: TrainLog) {
    super(run);
    this.#log = log;
  }

  override async saveSnapshot(snapshot: Snapshot): Promise<void> {
    await this.run.saveSnapshot(snapshot);
    if (this.#log.bytes.byteLength >= 2 * this.#kept) await this.#keep();
  }

  override async finish(
    status: Exclude<RunStatus, 'running' | 'lost'>,
    message?: string,
  ): Promise<void> {
    this.#log.write(`${message ? `${status}: ${message}` : status}\n`);
    try {
      await this.#keep();
    } finally {
      await this.run.finish(status, message);
    }
  }

  async #keep(): Promise<void> {
    const { bytes } = this.#log;
    await this.run.saveArtifact({ path: TRAIN_LOG, bytes, mediaType: 'text/plain' });
    this.#kept = bytes.byteLength;
  }
}
