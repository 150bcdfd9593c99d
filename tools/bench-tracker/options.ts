import { parseArgs } from 'node:util';
import type { ServerLoad } from './measure-server.js';
import { SERVERS, type ServerName } from './servers.js';

/** What is measured. */
export const PARTS = ['logging', 'reading', 'servers'] as const;
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
  /** The servers that are started, in turn. */
  readonly servers: readonly ServerName[];
  readonly load: ServerLoad;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run bench:tracker -- [options]
  --only LIST      of ${PARTS.join(', ')}; default: all
  --metrics N      metrics that each case of logging logs; default 2000000
  --points LIST    sizes of the record that is read, such as 1000000,10000000; default 1000000
  --runs N         runs of that record; default 10000
  --per-run N      metrics of each of its runs; default 10
  --together N     of its runs grow at the same time, interleaved; default 200
  --batch N        points that each of their series gets between two writes; default 10
  --times N        how often each reading is timed; default 200
  --servers LIST   of ${SERVERS.join(', ')}; default: all. MLflow's are started from .peasy/python
  --seconds N      that requests of one kind are sent to a server for; default 8
  --searched N     runs that a search goes over; default 1000
  --history N      points of the history that is read; default 100000
  --quick          a short look at everything: 2 seconds, 10 searches, 500000 metrics
  --json           prints one JSON object instead of tables
Records are made in the system's folder for temporary files, about 30 bytes a point, and removed.`;

/** Reads the command line. @throws with what was expected and what came. */
export function parseOptions(args: readonly string[]): TrackerBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: PARTS.join(',') },
      metrics: { type: 'string' },
      points: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '10000' },
      'per-run': { type: 'string', default: '10' },
      together: { type: 'string', default: '200' },
      batch: { type: 'string', default: '10' },
      times: { type: 'string', default: '200' },
      servers: { type: 'string', default: SERVERS.join(',') },
      seconds: { type: 'string' },
      searched: { type: 'string', default: '1000' },
      history: { type: 'string', default: '100000' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const usual = values.quick ? QUICK : THOROUGH;
  return {
    parts: listOf('--only', values.only, PARTS),
    metrics: count('--metrics', values.metrics ?? usual.metrics),
    points: values.points.split(',').map((text) => count('--points', text)),
    runs: count('--runs', values.runs),
    metricsPerRun: count('--per-run', values['per-run']),
    together: count('--together', values.together),
    batch: count('--batch', values.batch),
    times: count('--times', values.times),
    servers: listOf('--servers', values.servers, SERVERS),
    load: {
      seconds: count('--seconds', values.seconds ?? usual.seconds),
      searchedRuns: count('--searched', values.searched),
      searches: usual.searches,
      historyPoints: count('--history', values.history),
      histories: usual.histories,
    },
    json: values.json,
    help: values.help,
  };
}

const THOROUGH = { metrics: '2000000', seconds: '8', searches: 40, histories: 5 };
const QUICK = { metrics: '500000', seconds: '2', searches: 10, histories: 3 };

function listOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name[] {
  return text.split(',').map((part) => {
    const known = names.find((name) => name === part.trim());
    if (known) return known;
    throw new Error(`Expected ${flag} to list some of ${names.join(', ')}, got "${part}".`);
  });
}

function count(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`Expected ${flag} to be a whole number above 0, got "${text}".`);
}
