import type { Layer } from '@peasy/core';
import type { Environment, RunDetail, RunRow } from '@peasy/tracker/api';
import { formatDuration } from '../format/duration.js';
import { countOf, formatCompact, formatCount, formatSignificant } from '../format/number.js';
import {
  type Accuracy,
  accuracyOver,
  bestValidation,
  formatAccuracy,
  formatSampleSize,
  photosBehind,
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
  ['Last training accuracy', lastTraining],
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
  const params = runs.map((run) => shortParams(details.get(run.id)?.params));
  const around = runs.map((run) => textsOf(details.get(run.id)?.environment));
  const code = around.map((one) => pick(one, (key) => key in CODE));
  const rest = around.map((one) => pick(one, (key) => !(key in CODE) && !TOLD.includes(key)));
  return [
    group('Results', RESULTS, runs),
    group('Cost', COSTS, runs),
    { title: 'Config', rows: rowsOf(params) },
    {
      title: 'Network, by layer',
      rows: networkRows(runs.map((run) => details.get(run.id)?.network?.layers ?? [])),
    },
    group('Ran on', CONDITIONS, runs),
    { title: 'Code', rows: rowsOf(code, (key) => CODE[key]) },
    { title: 'Environment', rows: rowsOf(rest) },
  ];
}

/** What ran, of the environment. */
const CODE: Readonly<Record<string, string>> = {
  gitCommit: 'Commit',
  gitDirty: 'Changed since the commit',
  argv: 'Command',
};
/** Of the environment what other rows say, or what says nothing of a run. */
const TOLD = ['photosLeftOut'];

type Texts = Readonly<Record<string, string>>;

/** Layers stand in rows of their own; as JSON they would be a wall. */
function shortParams(params: Texts = {}): Texts {
  const { network } = params;
  if (!network?.startsWith('[')) return params;
  const layers = (JSON.parse(network) as unknown[]).length;
  return { ...params, network: `${countOf(layers, 'layer')}, below` };
}

function textsOf(environment: Environment = {}): Texts {
  const known = Object.entries(environment).filter(([, value]) => value !== null);
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]));
}

function pick(texts: Texts, isWanted: (key: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => isWanted(key)));
}

/** A row a key that any run has. */
function rowsOf(texts: readonly Texts[], labelOf = (key: string) => key): DifferenceRow[] {
  const keys = [...new Set(texts.flatMap((one) => Object.keys(one)))].sort();
  return keys.map((key) =>
    row(
      labelOf(key),
      texts.map((one) => one[key]),
    ),
  );
}

/** A row a layer by its name, in an order that keeps each network's own as far as they agree. */
function networkRows(networks: readonly (readonly Layer[])[]): DifferenceRow[] {
  const names: string[] = [];
  for (const layers of networks) {
    let at = 0;
    for (const { name } of layers) {
      const known = names.indexOf(name);
      if (known < 0) names.splice(at++, 0, name);
      else at = known + 1;
    }
  }
  return names.map((name) =>
    row(
      name,
      networks.map((layers) => {
        const layer = layers.find((one) => one.name === name);
        return layer && layerWords(layer);
      }),
    ),
  );
}

/** "conv2d, filters 32, kernelSize 3, padding same". */
function layerWords({ name: _, kind, ...settings }: Layer): string {
  const words = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  return [kind, ...words].join(', ');
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

/** Without its interval where nobody says of how many photos it is, as of a run of another program. */
function lastTraining(run: RunRow): string | undefined {
  const value = lastOf(run, 'accuracy');
  if (value === undefined) return undefined;
  const accuracy = accuracyOver(value, photosBehind(run, 'accuracy') ?? 0);
  return accuracyWithCount(accuracy) ?? significant(value, 3);
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
