import { decodeNumber, describeNetwork, hasBest, type JsonNumber, partMeasured } from '@peasy/core';
import type { RunDetail } from '@peasy/tracker';
import type { Command } from 'commander';
import { withMeasured } from '../measured.js';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { splitWarnings } from '../split-words.js';
import {
  formatBytes,
  formatCount,
  formatInterval,
  formatLoss,
  formatRate,
  formatSeconds,
} from '../terminal/format.js';
import { painter } from '../terminal/style.js';
import { formatTable } from '../terminal/table.js';

/** `peasy show RUN` */
export function addShow(program: Command): void {
  const command = program
    .command('show')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .description('show one run: numbers, config, network, snapshots, environment');
  addRecordOptions(command);
  command.action((ref: string, flags: RecordOptions) =>
    withStore(flags, (store) => {
      const run = store.getRun(store.findRun(ref).id);
      if (flags.json) printJson(withMeasured(run));
      else printRun(run);
    }),
  );
}

function printRun(run: RunDetail): void {
  const paint = painter(process.stdout);
  const section = (title: string, text: string) => {
    if (text) console.log(`\n${paint('bold', title)}\n${text}`);
  };
  console.log(
    pairs([
      ['run', `${paint('bold', run.name)}  (${run.id})`],
      ['status', run.message ? `${run.status}: ${run.message}` : run.status],
      ['experiment', run.experiment],
      ['started', `${run.startedAt}, ran ${formatSeconds(run.seconds)}`],
      ...trainedWith(run),
      ...(Object.keys(run.tags).length > 0
        ? [
            [
              'tags',
              Object.entries(run.tags)
                .map(([key, value]) => `${key}=${value}`)
                .join(' '),
            ] as const,
          ]
        : []),
      ...(run.note ? [['note', run.note] as const] : []),
    ]),
  );
  section('Metrics', metricsTable(run));
  section('Network', networkTable(run));
  section('Config', pairs(Object.entries(run.params)));
  const snapshots =
    run.snapshots.length > 0 &&
    formatTable(run.snapshots, [
      { head: 'id', cell: ({ id }) => id },
      { head: 'epoch', align: 'right', cell: ({ epoch }) => String(Number(epoch.toFixed(2))) },
      { head: 'step', align: 'right', cell: ({ step }) => formatCount(step) },
      { head: 'kept as', cell: ({ reasons }) => reasons.join(', ') },
      { head: 'size', align: 'right', cell: ({ bytes }) => formatBytes(bytes) },
    ]);
  section('Snapshots', snapshots || '');
  section(
    'Artifacts',
    run.artifacts.map(({ path, bytes }) => `${path}  ${formatBytes(bytes)}`).join('\n'),
  );
  section(
    'Environment',
    pairs(Object.entries(run.environment).map(([key, value]) => [key, String(value)])),
  );
}

/** What a run says that Peasy trained; another client's may say nothing of it. */
function trainedWith(run: RunDetail): (readonly [string, string])[] {
  const { epochs, epochsPlanned, dataset, classes, engine, device } = run;
  const rows: (readonly [string, string])[] = [];
  if (epochsPlanned !== null) rows.push(['epochs', `${Math.floor(epochs)} of ${epochsPlanned}`]);
  if (dataset !== null) rows.push(['photos', `${dataset}; classes ${classes.join(', ')}`]);
  if (run.split) rows.push(['split', splitWords(run.split)]);
  if (engine !== null) rows.push(['engine', device === null ? engine : `${engine} on ${device}`]);
  return rows;
}

function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function splitWords(split: NonNullable<RunDetail['split']>): string {
  const { kind, train, validation, test } = split;
  const sizes = `${kind}: ${formatCount(train)} train, ${formatCount(validation)} validation, ${formatCount(test)} test`;
  const counted = split.testNearTrained === undefined ? ['near-duplicates not counted'] : [];
  return [sizes, ...splitWarnings(split), ...counted].join('; ');
}

function metricsTable(run: RunDetail): string {
  const countOf = (key: string): number => {
    const part = partMeasured(key);
    return (part && run.split?.[part]) ?? 0;
  };
  const number = (key: string, value: number | string | null) => {
    if (value === null) return '-';
    // A schedule ends far below what four digits behind the point show.
    return key === 'learningRate' ? formatRate(Number(value)) : formatLoss(Number(value));
  };
  const measured = (key: string, value: JsonNumber) =>
    formatInterval(Math.round(decodeNumber(value) * countOf(key)), countOf(key));
  return formatTable(Object.entries(run.metrics), [
    { head: 'metric', cell: ([key]) => key },
    { head: 'last', align: 'right', cell: ([key, m]) => number(key, m.last) },
    {
      head: 'best',
      align: 'right',
      cell: ([key, m]) => {
        if (!hasBest(key)) return '-';
        return countOf(key) > 0 && m.best !== null ? measured(key, m.best) : number(key, m.best);
      },
    },
    {
      head: 'epoch',
      align: 'right',
      cell: ([key, m]) =>
        m.bestEpoch === null || !hasBest(key) ? '-' : String(Number(m.bestEpoch.toFixed(2))),
    },
    { head: 'points', align: 'right', cell: ([, m]) => formatCount(m.count) },
    {
      head: 'last, with its 95 % interval',
      cell: ([key, m]) => (countOf(key) > 0 ? measured(key, m.last) : ''),
    },
  ]);
}

function networkTable({ network }: RunDetail): string {
  if (!network) return '';
  const { layers, parameters, multiplyAdds } = describeNetwork(network);
  const table = formatTable(layers, [
    { head: 'layer', cell: ({ name }) => name },
    { head: 'kind', cell: ({ kind }) => kind },
    { head: 'output', cell: ({ outputShape }) => outputShape.join(' x ') },
    { head: 'parameters', align: 'right', cell: (layer) => formatCount(layer.parameters) },
    { head: 'multiply-adds', align: 'right', cell: (layer) => formatCount(layer.multiplyAdds) },
  ]);
  return `${table}\nin all: ${formatCount(parameters)} parameters, ${formatCount(multiplyAdds)} multiply-adds a photo`;
}
