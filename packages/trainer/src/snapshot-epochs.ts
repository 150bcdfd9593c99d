import type { RunConfig } from '@peasy/core';

/**
 * Whether the schedule keeps the weights after `epoch` epochs. `log` keeps 1, 2, 3, 4, 6, 8, 11,
 * 16, 23, 32, ...: the rounded powers of the square root of two, dense where weights change most.
 */
export function isScheduledEpoch(epoch: number, snapshots: RunConfig['snapshots']): boolean {
  if (epoch < 1) return false;
  switch (snapshots.schedule) {
    case 'none':
      return false;
    case 'every':
      return epoch % snapshots.every === 0;
    case 'log': {
      const exponent = Math.round(2 * Math.log2(epoch));
      return Math.round(2 ** (exponent / 2)) === epoch || epoch === 3;
    }
  }
}
