import type { PhotoSet } from '@peasy/data';
import type { RunRow } from '@peasy/tracker';
import { formatCount, formatSeconds } from '../terminal/format.js';
import { LiveLine } from '../terminal/live-line.js';
import { painter } from '../terminal/style.js';
import { formatTable } from '../terminal/table.js';
import type { TrainReport } from '../terminal/train-report.js';
import { rejectedLines } from '../words.js';
import { type ClaimRow, claimRows } from './claim-rows.js';
import type { PublishedRuns } from './import-published.js';
import { POST_EPOCHS, type ReproductionPlan } from './plan.js';
import { leadOf } from './report/words.js';
import type { ReproduceReport } from './reproduce-report.js';
import type { Results } from './results.js';
import { StageReport } from './stage-report.js';

/** For people: the stages, a live line for the one under way, the table at the end. */
export class TextReproduceReport implements ReproduceReport {
  readonly #out = process.stdout;
  readonly #line = new LiveLine(this.#out);
  readonly #paint = painter(this.#out);
  #stages = 0;

  begin({ isQuick, epochs }: ReproductionPlan, stages: number): void {
    this.#stages = stages;
    this.#line.print(
      isQuick
        ? this.#paint(
            'yellow',
            `The quick one: ${epochs} epochs of the post's ${formatCount(POST_EPOCHS)}, so its numbers are not the post's.`,
          )
        : `The whole of it: ${formatCount(epochs)} epochs a network, as in the post. Ctrl-C stops it, the same command goes on.`,
    );
  }

  stage(number: number, title: string): void {
    this.#line.print(`${this.#paint('bold', `[${number}/${this.#stages}]`)} ${title}`);
  }

  photos(photos: PhotoSet): void {
    for (const line of rejectedLines(photos)) this.#line.print(this.#paint('yellow', line));
    if (photos.kind !== 'drawn') return;
    this.#line.print(
      this.#paint(
        'yellow',
        'No photos found, so this is done with cats and dogs that Peasy draws: not with the photos of the post. For real ones: --data PATH (a folder or a zip), or "peasy data fetch".',
      ),
    );
  }

  decoded({ kind, name, images }: PhotoSet, seconds: number): void {
    const verb = kind === 'drawn' ? 'drawn and decoded' : 'decoded';
    this.#line.print(
      `      ${name}: ${formatCount(images.count)} photos, ${verb} in ${formatSeconds(seconds)} (${formatCount(images.count / seconds)} a second)`,
    );
  }

  alreadyDone({ name, epochs, seconds }: RunRow): void {
    this.#line.print(`      ${name} is done: ${epochs} epochs in ${formatSeconds(seconds)}`);
  }

  training(): TrainReport {
    return new StageReport(this.#line, this.#out.isTTY);
  }

  published(runs: PublishedRuns | undefined): void {
    this.#line.print(
      runs
        ? `      read from a file of ${runs.origin}, with its kernels turned by 180 degrees and as they stand`
        : this.#paint(
            'yellow',
            "      left out: name the file of its weights, my_convnet_SDG.h5 of the author's repository keras-adventures, with --network-file",
          ),
    );
  }

  results(results: Results, file: string): void {
    const rows = claimRows(results);
    const table = formatTable(rows, [
      { head: 'what', cell: ({ what }) => what },
      { head: 'the post', cell: ({ claim }) => claim },
      { head: 'measured here', cell: ({ measured }) => measured },
      { head: 'leak', cell: ({ leak }) => leak },
      { head: 'seconds', align: 'right', cell: ({ seconds }) => seconds },
      { head: 'images/s', align: 'right', cell: ({ imagesPerSecond }) => imagesPerSecond },
    ]);
    const width = Math.max(...table.split('\n').map((line) => line.length));
    // A table that is wider than the terminal would be torn apart.
    const fits = !this.#out.isTTY || width <= this.#out.columns;
    const text = fits ? table : rows.map(rowLines).join('\n');
    this.#line.print(`\n${text}\n\n${leadOf(results)}\n\nThe report: ${file}`);
  }

  stopping(): void {
    this.#line.print(
      this.#paint('yellow', 'Stopping after this step; Ctrl-C again stops at once and keeps less.'),
    );
  }

  stopped(): void {
    this.#line.print('Stopped. What was done is kept: the same command goes on from there.');
  }

  close(): void {
    this.#line.clear();
  }
}

/** A claim as a few short lines. */
function rowLines(row: ClaimRow): string {
  const speed = [row.seconds, row.imagesPerSecond && `${row.imagesPerSecond} images/s`];
  return [
    row.what,
    row.claim && `  the post  ${row.claim}`,
    `  here      ${[row.measured, ...speed].filter(Boolean).join(', ')}`,
    row.leak && `  leak      ${row.leak}`,
  ]
    .filter(Boolean)
    .join('\n');
}
