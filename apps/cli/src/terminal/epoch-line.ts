import type { EpochProgress } from '@peasy/trainer';
import { formatCount, formatLoss, formatMeasured, formatSeconds } from './format.js';

/** Of how many photos the accuracies of an epoch are. */
export interface EpochCounts {
  readonly train: number;
  readonly validation: number;
}

/** "0.8742 ± 0.0133" */
const ACCURACY_WIDTH = 15;

/** The heads of the columns of an epoch's line, and below them of how many photos its accuracies are. */
export function epochHead({ train, validation }: EpochCounts): string[] {
  const n = (count: number) => (count > 0 ? `n = ${formatCount(count)}` : '');
  return [
    line(['epoch', 'loss', 'accuracy', 'val loss', 'val accuracy', 'images/s', 'time']),
    line(['', '', n(train), '', n(validation), '', '']).trimEnd(),
  ];
}

/** An epoch in a line: each accuracy with half its 95 % interval. */
export function epochLine(
  { epoch, epochs, metrics }: EpochProgress,
  { train, validation }: EpochCounts,
): string {
  return line([
    epochName(epoch, epochs),
    formatLoss(metrics.loss),
    measured(metrics.accuracy, train),
    formatLoss(metrics.valLoss),
    measured(metrics.valAccuracy, validation),
    formatCount(metrics.imagesPerSecond ?? 0),
    formatSeconds(metrics.seconds ?? 0),
  ]);
}

/** "epoch  3/30" */
export function epochName(epoch: number, epochs: number): string {
  const width = String(epochs).length;
  return `epoch ${String(epoch).padStart(width)}/${epochs}`.padEnd(13);
}

function line([first, ...rest]: readonly string[]): string {
  const widths = [8, ACCURACY_WIDTH, 8, ACCURACY_WIDTH, 8, 7];
  return [first.padEnd(13), ...rest.map((cell, i) => cell.padStart(widths[i]))].join('  ');
}

function measured(accuracy: number | undefined, n: number): string {
  return accuracy === undefined ? '-' : formatMeasured(Math.round(accuracy * n), n);
}
