import { OURS } from './contender/contender-spec.js';
import type { Measurement } from './contender/rounds.js';

/** What the bench found beside the contenders. */
export interface WholeRun {
  /** Trained photos a second over whole epochs of `peasy train`, everything in them. */
  readonly imagesPerSecond: number;
  /** That, against the bare loop on training photos alone. */
  readonly againstTraining: number;
  /** Against a bare loop that trains and validates the same photos. */
  readonly againstSameWork: number;
  readonly peakMegabytes: number;
}

/** One row of the table of bars: what was asked for, and what came. */
export interface BarRow {
  readonly what: string;
  /** "2.5x" */
  readonly bar: string;
  /** "3.12x (best windows 3.30x)", or undefined when it was not measured. */
  readonly came: string | undefined;
  readonly met: boolean | undefined;
  /** What was compared, or why it was not measured. */
  readonly note: string;
}

interface RatioBar {
  readonly what: string;
  readonly network: string;
  /** Left out: the kernels. */
  readonly ours?: 'peasy-tensorflow';
  /** Of the kernels: which Node. */
  readonly node?: string;
  /** Which of our forms: the one that comes by itself, or the best. */
  readonly form: typeof AS_IT_COMES | 'best';
  /** One peer, or the best of all. */
  readonly against: 'keras' | 'pytorch' | 'any';
  readonly atLeast: number;
}

/** Name of our form that nothing was forced on. */
export const AS_IT_COMES = 'as it comes';
/** Name of our form on one thread. */
export const ONE_THREAD = '1 thread';

/** The bars of the project's issue on speed. */
const RATIO_BARS: readonly RatioBar[] = [
  {
    what: 'CNN, Node 20 as it comes',
    network: 'cnn',
    node: '20',
    form: AS_IT_COMES,
    against: 'keras',
    atLeast: 2.5,
  },
  {
    what: 'CNN, Node 20 as it comes',
    network: 'cnn',
    node: '20',
    form: AS_IT_COMES,
    against: 'pytorch',
    atLeast: 4,
  },
  {
    what: 'CNN, Node 24 as it comes',
    network: 'cnn',
    node: '24',
    form: AS_IT_COMES,
    against: 'keras',
    atLeast: 3,
  },
  {
    what: 'CNN, Node 24, best instruction set',
    network: 'cnn',
    node: '24',
    form: 'best',
    against: 'keras',
    atLeast: 5.5,
  },
  {
    what: 'Dense, Node 20 as it comes',
    network: 'dense',
    node: '20',
    form: AS_IT_COMES,
    against: 'any',
    atLeast: 0.75,
  },
  {
    what: 'Dense, Node 24, best instruction set',
    network: 'dense',
    node: '24',
    form: 'best',
    against: 'any',
    atLeast: 1.3,
  },
  {
    what: 'cnn-normalized, Node 20 as it comes',
    network: 'cnn-normalized',
    node: '20',
    form: AS_IT_COMES,
    against: 'keras',
    atLeast: 1.5,
  },
  {
    what: 'cnn-normalized, Node 20 as it comes',
    network: 'cnn-normalized',
    node: '20',
    form: AS_IT_COMES,
    against: 'pytorch',
    atLeast: 1.5,
  },
  {
    what: 'cnn-normalized, Node 24, best instruction set',
    network: 'cnn-normalized',
    node: '24',
    form: 'best',
    against: 'keras',
    atLeast: 1.5,
  },
  {
    what: 'cnn-normalized, Node 24, best instruction set',
    network: 'cnn-normalized',
    node: '24',
    form: 'best',
    against: 'pytorch',
    atLeast: 1.5,
  },
  {
    what: 'CNN, tensorflow engine',
    network: 'cnn',
    ours: 'peasy-tensorflow',
    form: AS_IT_COMES,
    against: 'keras',
    atLeast: 0.6,
  },
  {
    what: 'Dense, tensorflow engine',
    network: 'dense',
    ours: 'peasy-tensorflow',
    form: AS_IT_COMES,
    against: 'keras',
    atLeast: 0.9,
  },
];

const WHOLE_EPOCH_BAR = 0.95;
const TWO_THREADS_BAR = 1.8;
const MEMORY_BAR_MB = 350;
const OF_PEER = { keras: 'Keras', pytorch: 'PyTorch', any: 'the best peer' } as const;

/** The bars against what came. A bar is met when the middle windows and the best ones both meet it: a machine that others disturb slows now the one, now the other. */
export function barRows(measurements: readonly Measurement[], whole?: WholeRun): BarRow[] {
  return [
    ...RATIO_BARS.map((bar) => ratioRow(bar, measurements)),
    ...wholeRows(whole),
    threadsRow(measurements),
    memoryRow(whole),
  ];
}

function ratioRow(bar: RatioBar, measurements: readonly Measurement[]): BarRow {
  const what = `${bar.what}, against ${OF_PEER[bar.against]}`;
  const here = measurements.filter(
    ({ network, rates }) => network === bar.network && rates.length > 0,
  );
  const ours = here.filter(
    ({ peer, node, form }) =>
      peer === (bar.ours ?? 'peasy') &&
      node === bar.node &&
      form !== ONE_THREAD &&
      (bar.form === 'best' || form === bar.form),
  );
  const peers = here.filter(
    ({ peer }) => !OURS.includes(peer) && (bar.against === 'any' || peer === bar.against),
  );
  const row = { what, bar: `${bar.atLeast}x` };
  if (ours.length === 0) {
    const where = bar.ours ? 'by TensorFlow' : `on Node ${bar.node}`;
    return absent(row, `Peasy was not measured ${where}`);
  }
  if (peers.length === 0) return absent(row, `${OF_PEER[bar.against]} was not measured`);
  const our = fastest(ours);
  const peer = fastest(peers);
  const ratio = our.median / peer.median;
  const bestRatio = maximum(ours) / maximum(peers);
  return {
    ...row,
    came: `${times(ratio)} (best windows ${times(bestRatio)})`,
    met: Math.min(ratio, bestRatio) >= bar.atLeast,
    note: `${rate(our.median)} against ${rate(peer.median)} (${peer.peer}, ${peer.form})`,
  };
}

function wholeRows(whole: WholeRun | undefined): BarRow[] {
  const rows = [
    [
      'Whole `peasy train` epoch against the bare loop on the same work (training and validation)',
      whole?.againstSameWork,
    ],
    ['Whole `peasy train` epoch against the bare loop that only trains', whole?.againstTraining],
  ] as const;
  return rows.map(([what, ratio]) => {
    const row = { what, bar: `${WHOLE_EPOCH_BAR}x` };
    if (!whole || ratio === undefined) return absent(row, '`peasy train` was not run');
    const note = `${rate(whole.imagesPerSecond)} trained photos, everything in the epoch`;
    return { ...row, came: times(ratio), met: ratio >= WHOLE_EPOCH_BAR, note };
  });
}

function threadsRow(measurements: readonly Measurement[]): BarRow {
  const row = { what: 'CNN, 2 threads against 1', bar: `${TWO_THREADS_BAR}x` };
  const one = measurements.find(
    ({ network, form, rates }) => network === 'cnn' && form === ONE_THREAD && rates.length > 0,
  );
  const two = measurements.find(
    ({ network, form, node, threads, rates }) =>
      network === 'cnn' &&
      form === AS_IT_COMES &&
      node === one?.node &&
      threads === 2 &&
      rates.length > 0,
  );
  if (!one || !two) return absent(row, 'needs a machine of 2 cores and both rows');
  const ratio = two.median / one.median;
  const bestRatio = two.best / one.best;
  return {
    ...row,
    came: `${times(ratio)} (best windows ${times(bestRatio)})`,
    met: Math.min(ratio, bestRatio) >= TWO_THREADS_BAR,
    note: `${rate(two.median)} against ${rate(one.median)}, Node ${one.node}`,
  };
}

function memoryRow(whole: WholeRun | undefined): BarRow {
  const row = {
    what: 'Peak resident memory of `peasy train --config cnn`',
    bar: `under ${MEMORY_BAR_MB} MB`,
  };
  if (!whole) return absent(row, '`peasy train` was not run');
  const met = whole.peakMegabytes < MEMORY_BAR_MB;
  return {
    ...row,
    came: `${whole.peakMegabytes.toFixed(0)} MB`,
    met,
    note: 'photos from the cache',
  };
}

function absent(row: Pick<BarRow, 'what' | 'bar'>, note: string): BarRow {
  return { ...row, came: undefined, met: undefined, note };
}

function fastest(measurements: readonly Measurement[]): Measurement {
  return measurements.reduce((best, other) => (other.median > best.median ? other : best));
}

function maximum(measurements: readonly Measurement[]): number {
  return Math.max(...measurements.map(({ best }) => best));
}

function times(ratio: number): string {
  // A third digit where a bar of 0.95 is missed by less than a hundredth.
  return `${ratio.toFixed(ratio < 1 ? 3 : 2)}x`;
}

function rate(imagesPerSecond: number): string {
  return `${Math.round(imagesPerSecond).toLocaleString('en-US')}/s`;
}
