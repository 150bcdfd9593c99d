import { parseArgs } from 'node:util';
import { PEERS, type Peer } from './contender/contender-spec.js';
import { OWN_NODE } from './setup/node-version.js';

/** Networks that the bench trains, by the names of their configs: the post's two, and one as they are built now. */
export const BENCH_NETWORKS = ['cnn', 'dense', 'cnn-normalized'] as const;
export type BenchNetwork = (typeof BENCH_NETWORKS)[number];

/** What is measured beside peers: whole runs of `peasy train`. */
const WHOLE = 'train';

/** What `npm run bench:train` was asked for. */
export interface BenchOptions {
  readonly peers: readonly Peer[];
  readonly networks: readonly BenchNetwork[];
  /** Whether whole runs of `peasy train` are measured. */
  readonly whole: boolean;
  /** Major versions or paths, for our part. */
  readonly nodes: readonly string[];
  readonly rounds: number;
  /** The least that a window lasts. */
  readonly seconds: number;
  readonly quick: boolean;
  readonly json: boolean;
  /** A folder or a zip of photos; undefined: the bench looks for them. */
  readonly data: string | undefined;
}

export const USAGE = `npm run bench:train -- [options]
  --only LIST      of ${[...PEERS, WHOLE].join(', ')} (whole \`peasy train\`), ${BENCH_NETWORKS.join(', ')}; default: all
  --nodes LIST     Node versions to run our part on, such as 20,24; default: ${OWN_NODE.name},24
  --node PATH      one Node to run our part on
  --rounds N       windows of each contender; default 5
  --seconds S      least length of a window; default 2
  --quick          2 rounds of 1 s, our Node and our default form only
  --data PATH      photos: a folder or a zip; default: PEASY_DATA, else ../shared/data, else drawn ones
  --json           prints one JSON object instead of tables`;

/** Reads the command line. @throws with what was expected and what came. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      nodes: { type: 'string' },
      node: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      data: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { quick, json, data } = values;
  const only = parseOnly(values.only);
  return {
    ...only,
    nodes: values.node ? [values.node] : (listOf(values.nodes) ?? defaultNodes(quick)),
    rounds: positive('--rounds', values.rounds, quick ? 2 : 5, true),
    seconds: positive('--seconds', values.seconds, quick ? 1 : 2, false),
    quick,
    json,
    data,
  };
}

/** Peers and networks share one option: what is not narrowed stays whole. */
function parseOnly(text: string | undefined): Pick<BenchOptions, 'peers' | 'networks' | 'whole'> {
  const names = listOf(text) ?? [];
  const known: readonly string[] = [...PEERS, WHOLE, ...BENCH_NETWORKS];
  for (const name of names) {
    if (!known.includes(name)) {
      throw new Error(`Expected --only to list some of ${known.join(', ')}, got "${name}".`);
    }
  }
  const peers = PEERS.filter((peer) => names.includes(peer));
  const networks = BENCH_NETWORKS.filter((network) => names.includes(network));
  const whole = names.includes(WHOLE);
  const narrowed = peers.length > 0 || whole;
  return {
    peers: narrowed ? peers : PEERS,
    networks: networks.length > 0 ? networks : BENCH_NETWORKS,
    whole: whole || !narrowed,
  };
}

function defaultNodes(quick: boolean): string[] {
  return quick ? [OWN_NODE.name] : [...new Set([OWN_NODE.name, '24'])];
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function positive(
  flag: string,
  text: string | undefined,
  otherwise: number,
  whole: boolean,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (value > 0 && Number.isFinite(value) && (!whole || Number.isInteger(value))) return value;
  throw new Error(
    `Expected ${flag} to be a ${whole ? 'whole ' : ''}number above 0, got "${text}".`,
  );
}
