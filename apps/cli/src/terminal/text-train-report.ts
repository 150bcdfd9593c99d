import type { SendingEvent } from '@peasy/client';
import type { RunLogger } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';
import { findPage } from '../page-address.js';
import { changedDeviceNotice, changedEngineNotice } from '../recorded-engine.js';
import { changedSetNotice } from '../recorded-set.js';
import { serverUrl } from '../server-flags.js';
import { nearDuplicateFact, nearDuplicateWarning, splitWarnings } from '../split-words.js';
import { DRAWN_NOTICE, rejectedLines } from '../words.js';
import { type EpochCounts, epochHead, epochLine, epochName } from './epoch-line.js';
import { formatCount, formatInterval, formatLoss, formatSeconds } from './format.js';
import { type LineStream, LiveLine, progressBar } from './live-line.js';
import { painter } from './style.js';
import { formatTable } from './table.js';
import type { Begun, TrainReport } from './train-report.js';

/** Where the run is recorded, as the user named it. */
interface RecordPlace {
  readonly db?: string;
  readonly server?: string;
}

/** For people: one live line an epoch on a terminal, one line an epoch elsewhere, a table at the end. */
export class TextTrainReport implements TrainReport {
  readonly #place: RecordPlace;
  readonly #out: LineStream;
  readonly #line: LiveLine;
  readonly #paint: ReturnType<typeof painter>;
  readonly #began = performance.now();
  #trainingSince = 0;
  #epochsAtStart = 0;
  #run: PreparedRun | undefined;
  #isHeadPrinted = false;

  constructor(place: RecordPlace, out: LineStream = process.stdout) {
    this.#place = place;
    this.#out = out;
    this.#line = new LiveLine(out);
    this.#paint = painter(out);
  }

  noPhotos(): void {
    this.#line.print(this.#paint('yellow', DRAWN_NOTICE));
  }

  photos(photos: PhotoSet): void {
    for (const line of rejectedLines(photos)) this.#line.print(this.#paint('yellow', line));
  }

  start(run: PreparedRun, logger: RunLogger, { engine, resumed }: Begun): void {
    const { split, photos, description, splitSummary } = run;
    const now = { engine, device: run.compiled.device };
    this.#run = run;
    this.#trainingSince = performance.now();
    this.#epochsAtStart = resumed ? Math.floor(resumed.epochs) : 0;
    const facts = [
      `${this.#paint('bold', logger.runName)}  ${resumed ? `goes on after epoch ${this.#epochsAtStart}` : `run ${logger.runId}`}`,
      `network  ${run.network.name}, ${formatCount(description.parameters)} parameters, ${formatCount(description.multiplyAdds)} multiply-adds a photo`,
      `photos   ${photos.name}: ${formatCount(split.train.length)} train, ${formatCount(split.validation.length)} validation, ${formatCount(split.test.length)} test; classes ${photos.classes.join(', ')}${photos.cached ? ' (from the cache)' : ''}`,
      `engine   ${now.device}`,
    ];
    for (const fact of facts) this.#line.print(fact);
    const alike = nearDuplicateFact(splitSummary);
    const isAlike = nearDuplicateWarning(splitSummary) !== undefined;
    if (alike) this.#line.print(this.#paint(isAlike ? 'yellow' : 'dim', `alike    ${alike}`));
    for (const warning of [
      changedEngineNotice(resumed, now),
      changedDeviceNotice(resumed, now),
      changedSetNotice(resumed, run.compiled.settings),
      ...splitWarnings(splitSummary).filter((words) => words !== alike),
    ]) {
      if (warning) this.#line.print(this.#paint('yellow', warning));
    }
  }

  progress(progress: TrainingProgress): void {
    if (progress.kind === 'epoch') {
      if (!this.#isHeadPrinted) {
        for (const line of epochHead(this.#counts)) this.#line.print(this.#paint('dim', line));
      }
      this.#isHeadPrinted = true;
      const line = epochLine(progress, this.#counts);
      this.#line.print(progress.isBest ? `${line}  ${this.#paint('green', 'best')}` : line);
      return;
    }
    const { epoch, epochs, step, steps, loss, accuracy, imagesPerSecond } = progress;
    this.#line.update(() => {
      const seen = Math.min(step * (this.#run?.config.batchSize ?? 0), this.#counts.train);
      const done = epoch - 1 + step / steps - this.#epochsAtStart;
      const elapsed = (performance.now() - this.#trainingSince) / 1000;
      const left = (elapsed / done) * (epochs - this.#epochsAtStart - done);
      return `${epochName(epoch, epochs)}  ${progressBar(step / steps)}  loss ${formatLoss(loss)}  accuracy ${formatInterval(Math.round(accuracy * seen), seen)}  ${formatCount(imagesPerSecond)} images/s  ${formatSeconds(left)} left`;
    });
  }

  server({ kind, message }: SendingEvent): void {
    this.#line.print(this.#paint(kind === 'connected' ? 'green' : 'yellow', message));
  }

  stopping(): void {
    // Before the first step there is nothing to keep, and a line of photos is being drawn.
    const words = this.#run
      ? 'Stopping after this step; Ctrl-C again stops at once and keeps less.'
      : '\nStopping.';
    this.#line.print(this.#paint('yellow', words));
  }

  async end(run: PreparedRun, logger: RunLogger, result: TrainingResult): Promise<void> {
    this.#line.clear();
    if (result.message) this.#line.print(this.#paint('red', result.message));
    const path = `/runs/${encodeURIComponent(logger.runName)}`;
    const rows = resultRows(run, logger, result, (performance.now() - this.#began) / 1000);
    const { server } = this.#place;
    if (server !== undefined) {
      rows.push(['page', `${serverUrl(server)}${path}`]);
    } else {
      if (result.status === 'interrupted') rows.push(['go on', this.#resumeCommand(logger)]);
      const { url, isServed } = await findPage(path);
      rows.push(['page', isServed ? url : `${url}  (start it with: npx peasy serve)`]);
    }
    this.#out.write(
      `\n${formatTable(rows, [
        { head: 'run', cell: ([name]) => name },
        { head: logger.runName, cell: ([, value]) => value },
      ])}\n`,
    );
  }

  broken(logger: RunLogger): void {
    this.#line.clear();
    const goOn =
      this.#place.server === undefined
        ? ` To go on from there: ${this.#resumeCommand(logger)}`
        : '';
    const words = `Run ${logger.runName} ended by an error; what it stored is kept.${goOn}`;
    this.#line.print(this.#paint('yellow', words));
  }

  close(): void {
    this.#line.clear();
  }

  #resumeCommand({ runName }: RunLogger): string {
    return `npx peasy train --resume ${runName}${this.#place.db ? ` --db ${this.#place.db}` : ''}`;
  }

  /** Photos that the accuracies of an epoch are of. */
  get #counts(): EpochCounts {
    return this.#run?.splitSummary ?? { train: 0, validation: 0 };
  }
}

function resultRows(
  run: PreparedRun,
  logger: RunLogger,
  result: TrainingResult,
  seconds: number,
): [string, string][] {
  const { best, test, status, epochs } = result;
  const { splitSummary, config } = run;
  const count = splitSummary.validation;
  const rows: [string, string][] = [
    ['id', logger.runId],
    ['status', status],
    ['epochs', `${epochs} of ${config.epochs}`],
  ];
  if (best) {
    const correct = Math.round(best.valAccuracy * count);
    rows.push(['best validation', `${formatInterval(correct, count)} at epoch ${best.epoch}`]);
  }
  if (test) {
    rows.push(['test accuracy', formatInterval(test.correct, test.count)]);
  }
  if (best || test)
    rows.push(...splitWarnings(splitSummary).map((words): [string, string] => ['', words]));
  rows.push(['time', formatSeconds(seconds)]);
  return rows;
}
