import type { RunLogger } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';
import { formatCount, formatLoss, formatMeasured, formatSeconds } from '../terminal/format.js';
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
  #counts = { train: 0, validation: 0 };

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
    this.#counts = run.splitSummary;
    const [trained, unseen] = [run.splitSummary.train, run.splitSummary.validation].map(
      formatCount,
    );
    const from = resumed ? `goes on after epoch ${resumed.epochs}` : `run ${logger.runId}`;
    this.#line.print(`      ${logger.runName} ${from}, on ${run.compiled.device}`);
    this.#line.print(
      `      accuracy is of ${trained} photos that are trained on, unseen of ${unseen}`,
    );
  }

  progress(progress: TrainingProgress): void {
    if (progress.kind === 'epoch') {
      const { epoch, epochs, metrics } = progress;
      this.#validation = `  unseen ${measured(metrics.valAccuracy, this.#counts.validation)}`;
      if (this.#isTerminal || performance.now() - this.#printedAt < LINE_EVERY) return;
      this.#printedAt = performance.now();
      this.#line.print(
        `      epoch ${epoch} of ${epochs}  loss ${formatLoss(metrics.loss)}  accuracy ${measured(metrics.accuracy, this.#counts.train)}${this.#validation}  ${formatCount(metrics.imagesPerSecond ?? 0)} images/s  ${this.#left(epoch, epochs)} left`,
      );
      return;
    }
    const { epoch, epochs, step, steps, loss, accuracy, imagesPerSecond } = progress;
    this.#line.update(() => {
      const done = epoch - 1 + step / steps;
      return `      epoch ${epoch} of ${epochs} ${progressBar(done / epochs)} loss ${formatLoss(loss)}  accuracy ${measured(accuracy, (this.#counts.train * step) / steps)}${this.#validation}  ${formatCount(imagesPerSecond)} images/s  ${this.#left(done, epochs)} left`;
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

/** With half its 95 % interval. */
function measured(accuracy: number | undefined, n: number): string {
  const whole = Math.round(n);
  return accuracy === undefined ? '-' : formatMeasured(Math.round(accuracy * whole), whole);
}
