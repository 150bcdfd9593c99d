import { writeFileSync } from 'node:fs';
import { decodeNumber, type TestAnswers } from '@peasy/core';
import {
  type ChartLine,
  curveSvg,
  escapeHtml,
  LINE_COLOURS,
  type PagePart,
  pageOf,
  tableOf,
} from '@peasy/report';
import type { RunDetail, Series } from '../api/types.js';
import type { ExportedRun } from './exported-run.js';
import type { Exporter } from './exporter.js';
import { differencesOf, lastText, sentenceOf, warningsOf } from './html/comparison.js';
import {
  bestValidationOf,
  type Measured,
  measuredText,
  testOf,
  trainingOf,
  validationOf,
} from './html/measured.js';
import { seedRows } from './html/seed-rows.js';

interface Added {
  readonly run: RunDetail;
  readonly series: readonly Series[];
  readonly colour: string;
}

/** Reads what a run's network said of its test photos, if the run kept it. */
export type ReadAnswers = (run: RunDetail) => TestAnswers | undefined;

/** One HTML file that says how runs compare: answer, curves, what differs, what it cost. It needs nothing but itself. */
export class HtmlExporter implements Exporter {
  readonly #file: string;
  readonly #readAnswers: ReadAnswers;
  readonly #added: Added[] = [];
  readonly #answers = new Map<string, TestAnswers>();

  constructor(file: string, readAnswers: ReadAnswers) {
    this.#file = file;
    this.#readAnswers = readAnswers;
  }

  add(run: ExportedRun, series: readonly Series[]): void {
    const colour = LINE_COLOURS[this.#added.length % LINE_COLOURS.length];
    const answers = this.#readAnswers(run);
    if (answers) this.#answers.set(run.id, answers);
    // The page has no use for points of anything but curves over epochs.
    this.#added.push({ run, series: series.filter(({ step }) => step.length > 1), colour });
  }

  finish(): void {
    const runs = this.#added.map(({ run }) => run);
    const title = runs.map(({ name }) => name).join(', ') || 'No run';
    const lead = [
      `<p class="lead">${escapeHtml(sentenceOf(runs, this.#answers))}</p>`,
      ...warningsOf(runs).map((words) => `<p class="warning">${escapeHtml(words)}</p>`),
      `<p class="soft">Written by Peasy on ${new Date().toISOString().slice(0, 10)}.</p>`,
    ];
    writeFileSync(this.#file, pageOf(title, lead.join('\n'), this.#parts(runs)), { flag: 'wx' });
  }

  #parts(runs: readonly RunDetail[]): PagePart[] {
    const head = (first: string) => [first, ...runs.map(({ name }) => name)];
    const row = (label: string, of: (run: RunDetail) => string | undefined) => [
      label,
      ...runs.map(of),
    ];
    const count = (value: number | null) => value?.toLocaleString('en-GB');
    return [
      {
        heading: 'Results',
        html: tableOf(head('95 % intervals'), [
          row('Test accuracy', measuredBy(testOf)),
          row('Test loss', (run) => lastText(run, 'testLoss')),
          row('Best validation accuracy', measuredBy(bestValidationOf)),
          row('Last validation accuracy', measuredBy(validationOf)),
          row('Training accuracy, while training', measuredBy(trainingOf)),
          row('Status', (run) => run.status),
        ]),
      },
      ...seedPart(runs),
      { heading: 'Curves', html: this.#curves() },
      {
        heading: 'Cost',
        html: tableOf(head(''), [
          row('Parameters', (run) => count(run.parameters)),
          row('Multiply-adds a photo', (run) => count(run.multiplyAdds)),
          row('Epochs', (run) => count(run.epochs)),
          row('Seconds', (run) => run.seconds.toFixed(1)),
          row('Images a second', (run) => lastText(run, 'imagesPerSecond')),
          row('Engine', (run) => run.engine ?? undefined),
          row('Device', (run) => run.device ?? undefined),
        ]),
      },
      {
        heading: runs.length > 1 ? 'What differs' : 'Config and environment',
        html: tableOf(head(''), differencesOf(runs)),
      },
      {
        heading: 'Where they come from',
        html: tableOf(head(''), [
          row('Run', (run) => run.id),
          row('Started', (run) => run.startedAt),
          row('Photos', (run) => run.dataset ?? undefined),
          row('Split', (run) => run.split?.digest.slice(0, 16)),
          row('Command', (run) => String(run.environment.argv ?? '') || undefined),
          row('Note', (run) => run.note || undefined),
        ]),
      },
    ];
  }

  #curves(): string {
    const legend = this.#added.map(
      ({ run, colour }) =>
        `<li><svg viewBox="0 0 22 8" aria-hidden="true"><path d="M0 4H22" stroke="${colour}" stroke-width="3"/></svg>${escapeHtml(run.name)}</li>`,
    );
    const charts = chartsOf(this.#added.flatMap(({ series }) => series.map(({ key }) => key)));
    const drawn = charts.map(({ title, keys }) => {
      const lines = this.#added.flatMap(({ run, series, colour }) =>
        keys.flatMap((key): ChartLine[] => {
          const one = series.find((known) => known.key === key);
          if (!one) return [];
          const faint = keys.length > 1 && key === keys[0];
          const y = one.value.map((value) => decodeNumber(value));
          return [{ name: `${run.name} ${key}`, colour, faint, x: one.epoch, y }];
        }),
      );
      return curveSvg(title, 'epoch', lines);
    });
    return `<ul class="legend">${legend.join('')}</ul><div class="charts">${drawn.join('')}</div>`;
  }
}

/** Means over runs that differ in their seed alone, where there are such. */
function seedPart(runs: readonly RunDetail[]): PagePart[] {
  const rows = seedRows(runs);
  if (rows.length === 0) return [];
  const head = ['Mean ± standard deviation', 'Test accuracy', 'Best validation accuracy'];
  return [{ heading: 'Over seeds', html: tableOf(head, rows) }];
}

function measuredBy(of: (run: RunDetail) => Measured | undefined) {
  return (run: RunDetail) => {
    const measured = of(run);
    return measured && measuredText(measured);
  };
}

/** Charts of the metrics that there are: training and validation of one together, the others by themselves. */
function chartsOf(keys: readonly string[]): { title: string; keys: readonly string[] }[] {
  const there = new Set(keys);
  const pairs = [
    { title: 'Loss, validation strong', keys: ['loss', 'valLoss'] },
    { title: 'Accuracy, validation strong', keys: ['accuracy', 'valAccuracy'] },
  ].filter(({ keys: both }) => both.every((key) => there.has(key)));
  const paired = new Set(pairs.flatMap(({ keys: both }) => both));
  const others = [...there].filter((key) => !paired.has(key)).sort();
  return [...pairs, ...others.map((key) => ({ title: key, keys: [key] }))];
}
