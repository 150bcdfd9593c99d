import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { formatDuration } from '../format/duration.js';
import { formatCompact, formatCount, formatSignificant } from '../format/number.js';
import {
  type Accuracy,
  bestValidation,
  formatAccuracy,
  formatSampleSize,
  testAccuracy,
} from '../runs/accuracy.js';
import { lastOf, secondsAnEpoch } from '../runs/metric.js';

/** One row of the table: a cell a run, in their order; undefined where a run has nothing to say. */
export interface DifferenceRow {
  readonly label: string;
  readonly cells: readonly (string | undefined)[];
  readonly differs: boolean;
}

export interface DifferenceGroup {
  readonly title: string;
  readonly rows: readonly DifferenceRow[];
}

type CellOf = (run: RunRow) => string | undefined;

const RESULTS: readonly (readonly [string, CellOf])[] = [
  ['Test accuracy', (run) => accuracyWithCount(testAccuracy(run))],
  ['Test loss', (run) => significant(lastOf(run, 'testLoss'))],
  [
    'Best validation accuracy',
    (run) => {
      const best = bestValidation(run);
      return best && `${accuracyWithCount(best)}, epoch ${formatCount(best.epoch ?? Number.NaN)}`;
    },
  ],
  ['Last training accuracy', (run) => significant(lastOf(run, 'accuracy'), 3)],
  ['Last learning rate', (run) => significant(lastOf(run, 'learningRate'), 3)],
];

const COSTS: readonly (readonly [string, CellOf])[] = [
  ['Parameters', (run) => count(run.parameters)],
  ['Multiply-adds a photo', (run) => count(run.multiplyAdds)],
  ['Seconds an epoch', (run) => duration(secondsAnEpoch(run))],
  ['Images a second', (run) => count(lastOf(run, 'imagesPerSecond'))],
  ['Epochs', (run) => epochs(run)],
  ['Time', (run) => duration(run.seconds)],
];

const CONDITIONS: readonly (readonly [string, CellOf])[] = [
  ['Status', (run) => run.status],
  ['Photos', (run) => run.dataset ?? undefined],
  ['Split', (run) => run.split?.digest.slice(0, 12)],
  ['Training photos', (run) => count(run.split?.train)],
  ['Engine', (run) => run.engine ?? undefined],
  ['Device', (run) => run.device ?? undefined],
];

/**
 * What sets runs apart: results, cost, config, and what they ran on. Config rows come from the
 * params of `details`, by run id; a run whose details are not there yet has empty cells in them.
 */
export function differencesOf(
  runs: readonly RunRow[],
  details: ReadonlyMap<string, RunDetail>,
): readonly DifferenceGroup[] {
  const params = runs.map((run) => details.get(run.id)?.params ?? {});
  const keys = [...new Set(params.flatMap((one) => Object.keys(one)))].sort();
  return [
    group('Results', RESULTS, runs),
    group('Cost', COSTS, runs),
    {
      title: 'Config',
      rows: keys.map((key) =>
        row(
          key,
          params.map((one) => one[key]),
        ),
      ),
    },
    group('Ran on', CONDITIONS, runs),
  ];
}

/** The groups without the rows that are the same for every run, and without empty groups. */
export function onlyDifferences(groups: readonly DifferenceGroup[]): readonly DifferenceGroup[] {
  return groups
    .map(({ title, rows }) => ({ title, rows: rows.filter((one) => one.differs) }))
    .filter(({ rows }) => rows.length > 0);
}

function group(
  title: string,
  rows: readonly (readonly [string, CellOf])[],
  runs: readonly RunRow[],
): DifferenceGroup {
  return { title, rows: rows.map(([label, cellOf]) => row(label, runs.map(cellOf))) };
}

function row(label: string, cells: readonly (string | undefined)[]): DifferenceRow {
  return { label, cells, differs: new Set(cells).size > 1 };
}

function accuracyWithCount(accuracy: Accuracy | undefined): string | undefined {
  return accuracy && `${formatAccuracy(accuracy)} (${formatSampleSize(accuracy)})`;
}

function epochs(run: RunRow): string {
  const planned = run.epochsPlanned;
  return planned === null || planned === run.epochs
    ? formatCount(run.epochs)
    : `${formatCount(run.epochs)} of ${formatCount(planned)}`;
}

function significant(value: number | undefined, digits = 4): string | undefined {
  return value === undefined ? undefined : formatSignificant(value, digits);
}

function duration(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : formatDuration(seconds);
}

function count(value: number | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return value >= 1e8 ? formatCompact(value) : formatCount(value);
}
