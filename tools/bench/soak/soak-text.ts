import { formatTable } from '../table.js';
import type { SoakRow } from './verdict.js';

export interface SoakReport {
  readonly config: string;
  readonly minutes: number;
  readonly device: string;
  readonly epochs: number;
  readonly samples: number;
  readonly rows: readonly SoakRow[];
  readonly grows: boolean;
}

/** The report as Markdown. */
export function soakText(report: SoakReport): string {
  const { config, minutes, device, epochs, samples, rows, grows } = report;
  const table = formatTable(
    [
      'held after a garbage collection',
      'first third',
      'middle',
      'last',
      'an hour',
      'over the last two',
      'may',
      '',
    ],
    rows.map(({ what, unit, trend, allowed }) => [
      unit === '' ? what : `${what}, ${unit}`,
      ...trend.thirds.map((value) => number(value)),
      signed(trend.perHour),
      signed(trend.growth),
      allowed === undefined ? '-' : number(allowed),
      allowed === undefined ? 'not judged' : trend.grows ? 'GROWS' : 'flat',
    ]),
  );
  const growing = rows.filter(({ trend }) => trend.grows).map(({ what }) => what);
  return [
    `peasy train --config ${config}, ${minutes} minutes, ${epochs} epochs, ${samples} samples, on ${device}`,
    '',
    table,
    '',
    grows ? `Grows: ${growing.join(', ')}.` : 'Flat.',
  ].join('\n');
}

/** Three digits that say something. */
function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toFixed(2)));
}

function signed(value: number): string {
  const text = number(value);
  return value > 0 && text !== '0' ? `+${text}` : text;
}
