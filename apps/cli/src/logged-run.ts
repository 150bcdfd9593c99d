import type { RunLogger, RunStatus } from '@peasy/core';
import { PassedRun } from './passed-run.js';
import { TRAIN_LOG, type TrainLog } from './terminal/train-log.js';

/** A run that keeps what its training said as a file, when it ends in whatever way. */
export class LoggedRun extends PassedRun {
  readonly #log: TrainLog;

  constructor(run: RunLogger, log: TrainLog) {
    super(run);
    this.#log = log;
  }

  override async finish(
    status: Exclude<RunStatus, 'running' | 'lost'>,
    message?: string,
  ): Promise<void> {
    this.#log.write(`${message ? `${status}: ${message}` : status}\n`);
    try {
      const { bytes } = this.#log;
      await this.run.saveArtifact({ path: TRAIN_LOG, bytes, mediaType: 'text/plain' });
    } finally {
      await this.run.finish(status, message);
    }
  }
}
