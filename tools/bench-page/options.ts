import { parseArgs } from 'node:util';

/** What `npm run bench:page` was asked for. */
export interface PageBenchOptions {
  /** Names of measurements. */
  readonly only: readonly string[];
  /** How often each thing is done. */
  readonly times: number;
  readonly json: boolean;
  readonly help: boolean;
}

export function usage(names: readonly string[]): string {
  return `npm run bench:page -- [options]
  --only LIST  of ${names.join(', ')}; default: all
  --times N    how often each thing is done; default 5
  --json       prints one JSON object with every value instead of tables
A browser without a window is found as npm test finds it. Records are made in the system's folder
for temporary files, and removed.`;
}

/** Reads the command line. @throws with what was expected and what came. */
export function parseOptions(args: readonly string[], names: readonly string[]): PageBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: names.join(',') },
      times: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only.split(',').map((part) => {
    if (names.includes(part.trim())) return part.trim();
    throw new Error(`Expected --only to list some of ${names.join(', ')}, got "${part}".`);
  });
  const times = Number(values.times);
  if (!Number.isInteger(times) || times < 1) {
    throw new Error(`Expected --times to be a whole number above 0, got "${values.times}".`);
  }
  return { only, times, json: values.json, help: values.help };
}
