import { type BarRow, barRows } from './bars.js';
import type { Measurement } from './contender/rounds.js';
import { machineLine } from './machine.js';
import type { BenchReport } from './run-bench.js';
import { shortReason } from './short-reason.js';
import { formatTable } from './table.js';

/** The report as Markdown: where it comes from, every contender, the bars. */
export function reportText(report: BenchReport): string {
  const { machine, photos, rounds, seconds, measurements, absent, whole } = report;
  const { source, batchSize, counts } = photos;
  const epochs = Object.entries(counts).map(([name, photosOf]) => `${count(photosOf)} (${name})`);
  const parts = [
    machineLine(machine),
    `photos an epoch: ${epochs.join(', ')}, of ${source}; 32-bit floats, batch ${batchSize}, ${rounds} windows of at least ${seconds} s in turns; warm-up (compilation and the first epoch or steps) left out; photos/s; others: the share of the cores that other programs took`,
  ];
  for (const network of new Set(measurements.map((one) => one.network))) {
    const rows = measurements.filter((one) => one.network === network);
    parts.push(
      formatTable([network, 'form', 'median', 'best', 'others', 'device'], rows.map(contenderRow)),
    );
  }
  const absentLines = absent.map(({ peer, reason }) => `Not measured: ${peer}: ${reason}`);
  if (absentLines.length > 0) parts.push(absentLines.join('\n'));
  const bars = barRows(measurements, whole);
  parts.push(formatTable(['bar', 'at least', 'came', 'met', 'photos/s'], bars.map(barCells)));
  return parts.join('\n\n');
}

function contenderRow({ peer, form, node, about, rates, ...one }: Measurement): string[] {
  const name = about?.version ?? (node ? `Node ${node}` : '');
  const device = [about?.device, one.reason && shortReason(one.reason)].filter(Boolean).join('; ');
  const [middle, best] = rates.length > 0 ? [one.median, one.best].map(count) : ['-', '-'];
  const others = one.others === undefined ? '-' : `${Math.round(one.others * 100)} %`;
  return [`${peer}${name && ` (${name})`}`, form, middle, best, others, device];
}

function barCells({ what, bar, came, met, note }: BarRow): string[] {
  const verdict = met === undefined ? 'not measured' : met ? 'yes' : 'no';
  return [what, bar, came ?? '-', verdict, note];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
