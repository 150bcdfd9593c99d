import type { RunLogger } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';
import { formatAccuracy, formatCount, formatLoss, formatSeconds } from '../terminal/format.js';
import { type LiveLine, progressBar } from '../terminal/live-line.js';
import type { Begun, TrainReport } from '../terminal/train-report.js';

/** Where there is no terminal, a line is printed this often, in milliseconds. */
const LINE_EVERY = 30_000;

/** One training of several: a live line on a terminal, a line now and then elsewhere. */
export class StageReport implements TrainReport {
  readonly #line: LiveLine;
  readonly #isTerminal: boolean;
  #since = performance.now();
  #printedAt = performance.now();
  #epochsAtStart = 0;
  #validation = '';

  constructor(line: LiveLine, isTerminal: boolean) {
    this.#line = line;
    this.#isTerminal = isTerminal;
  }

  noPhotos(): void {}

  photos(_photos: PhotoSet): void {}

  start(run: PreparedRun, logger: RunLogger, { resumed }: Begun): void {
    this.#since = performance.now();
    this.#printedAt = this.#since;
    this.#epochsAtStart = resumed?.epochs ?? 0;
    const from = resumed ? `goes on after epoch ${resumed.epochs}` : `run ${logger.runId}`;
    this.#line.print(`      ${logger.runName} ${from}, on ${run.compiled.device}`);
  }

  progress(progress: TrainingProgress): void {
    if (progress.kind === 'epoch') {
      const { epoch, epochs, metrics } = progress;
      this.#validation = `  unseen ${formatAccuracy(metrics.valAccuracy)}`;
      if (this.#isTerminal || performance.now() - this.#printedAt < LINE_EVERY) return;
      this.#printedAt = performance.now();
      this.#line.print(
        `      epoch ${epoch} of ${epochs}  loss ${formatLoss(metrics.loss)}  accuracy ${formatAccuracy(metrics.accuracy)}${this.#validation}  ${formatCount(metrics.imagesPerSecond ?? 0)} images/s  ${this.#left(epoch, epochs)} left`,
      );
      return;
    }
    const { epoch, epochs, step, steps, loss, accuracy, imagesPerSecond } = progress;
    this.#line.update(() => {
      const done = epoch - 1 + step / steps;
      return `      epoch ${epoch} of ${epochs} ${progressBar(done / epochs)} loss ${formatLoss(loss)}  accuracy ${formatAccuracy(accuracy)}${this.#validation}  ${formatCount(imagesPerSecond)} images/s  ${this.#left(done, epochs)} left`;
    });
  }

  server(): void {}

  stopping(): void {}

  async end(_run: PreparedRun, logger: RunLogger, result: TrainingResult): Promise<void> {
    const seconds = formatSeconds((performance.now() - this.#since) / 1000);
    this.#line.print(
      `      ${logger.runName} ${result.status} after epoch ${result.epochs}, ${seconds}`,
    );
  }

  broken(): void {}

  close(): void {
    this.#line.clear();
  }

  #left(done: number, epochs: number): string {
    const elapsed = (performance.now() - this.#since) / 1000;
    return formatSeconds((elapsed / (done - this.#epochsAtStart)) * (epochs - done));
  }
}
