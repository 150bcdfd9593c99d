import type { SendingEvent } from '@peasy/client';
import type { RunLogger } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';
import type { Begun, TrainReport } from './train-report.js';

/** A report for who waits, and the same events for a log; the log ends with its run, before the last table. */
export class BothReports implements TrainReport {
  readonly #report: TrainReport;
  readonly #log: TrainReport;

  constructor(report: TrainReport, log: TrainReport) {
    this.#report = report;
    this.#log = log;
  }

  noPhotos(): void {
    this.#report.noPhotos();
    this.#log.noPhotos();
  }

  photos(photos: PhotoSet): void {
    this.#report.photos(photos);
    this.#log.photos(photos);
  }

  start(run: PreparedRun, logger: RunLogger, begun: Begun): void {
    this.#report.start(run, logger, begun);
    this.#log.start(run, logger, begun);
  }

  progress(progress: TrainingProgress): void {
    this.#report.progress(progress);
    this.#log.progress(progress);
  }

  server(event: SendingEvent): void {
    this.#report.server(event);
    this.#log.server(event);
  }

  stopping(): void {
    this.#report.stopping();
    this.#log.stopping();
  }

  end(run: PreparedRun, logger: RunLogger, result: TrainingResult): Promise<void> {
    return this.#report.end(run, logger, result);
  }

  broken(logger: RunLogger, error: unknown): void {
    this.#report.broken(logger, error);
  }

  close(): void {
    this.#report.close();
  }
}
