import { parseArgs } from 'node:util';

/** What is measured. */
export const PARTS = ['logging', 'reading'] as const;
export type Part = (typeof PARTS)[number];

/** What `npm run bench:tracker` was asked for. */
export interface TrackerBenchOptions {
  readonly parts: readonly Part[];
  /** Metrics that each case of the logging part logs. */
  readonly metrics: number;
  readonly runs: number;
  readonly metricsPerRun: number;
  /** Points of the whole record of the reading part; a list of sizes. */
  readonly points: readonly number[];
  /** Runs that grow at the same time, their points interleaved. */
  readonly together: number;
  /** Points that a series gets between two writes. */
  readonly batch: number;
  /** How often each reading is timed. */
  readonly times: number;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run bench:tracker -- [options]
  --only LIST      of ${PARTS.join(', ')}; default: both
  --metrics N      metrics that each case of logging logs; default 2000000
  --points LIST    sizes of the record that is read, such as 1000000,10000000; default 1000000
  --runs N         runs of that record; default 10000
  --per-run N      metrics of each of its runs; default 10
  --together N     of its runs grow at the same time, interleaved; default 200
  --batch N        points that each of their series gets between two writes; default 10
  --times N        how often each reading is timed; default 200
  --json           prints one JSON object instead of tables
Records are made in the system's folder for temporary files, about 30 bytes a point, and removed.`;

/** Reads the command line. @throws with what was expected and what came. */
export function parseOptions(args: readonly string[]): TrackerBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: PARTS.join(',') },
      metrics: { type: 'string', default: '2000000' },
      points: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '10000' },
      'per-run': { type: 'string', default: '10' },
      together: { type: 'string', default: '200' },
      batch: { type: 'string', default: '10' },
      times: { type: 'string', default: '200' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    parts: values.only.split(',').map(partOf),
    metrics: count('--metrics', values.metrics),
    points: values.points.split(',').map((text) => count('--points', text)),
    runs: count('--runs', values.runs),
    metricsPerRun: count('--per-run', values['per-run']),
    together: count('--together', values.together),
    batch: count('--batch', values.batch),
    times: count('--times', values.times),
    json: values.json,
    help: values.help,
  };
}

function partOf(text: string): Part {
  const part = PARTS.find((name) => name === text.trim());
  if (part) return part;
  throw new Error(`Expected --only to list some of ${PARTS.join(', ')}, got "${text}".`);
}

function count(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`Expected ${flag} to be a whole number above 0, got "${text}".`);
}
