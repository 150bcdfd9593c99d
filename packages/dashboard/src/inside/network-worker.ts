import type { CompiledNetwork, LabelledImages, Network } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';
import type {
  AnswerMessage,
  CallMessage,
  NetworkCalls,
  PhotoPixels,
  SnapshotNetwork,
} from './network-calls.js';
import { SnapshotWeights } from './snapshot-weights.js';

/** Photos that are computed at once. */
const BATCH_SIZE = 64;

const weightsOf = new SnapshotWeights();
/** By network; each holds the weights of one snapshot. */
const compiledNetworks = new Map<string, Promise<Holder>>();

interface Holder {
  readonly compiled: CompiledNetwork;
  snapshot: string;
  /** Calls of one network take turns, since they share its weights. */
  turn: Promise<unknown>;
}

const calls: NetworkCalls = {
  maps: (of, photos, layers) =>
    withNetwork(of, async (compiled) => {
      const start = performance.now();
      const images = imagesOf(of.network, photos);
      const maps = await compiled.activations(images, all(photos.count), layers);
      return { maps, milliseconds: performance.now() - start };
    }),
  evaluate: (of, photos, labels) =>
    withNetwork(of, (compiled) =>
      compiled.evaluate(imagesOf(of.network, photos, labels), all(photos.count)),
    ),
  async weights(snapshot, names) {
    const weights = await weightsOf.get(snapshot);
    return new Map([...weights].filter(([name]) => !names || names.includes(name)));
  },
  async prepare(snapshot) {
    await weightsOf.get(snapshot);
  },
};

async function withNetwork<Answer>(
  { network, snapshot }: SnapshotNetwork,
  compute: (compiled: CompiledNetwork) => Promise<Answer>,
): Promise<Answer> {
  const weights = await weightsOf.get(snapshot);
  const holder = await compiledFor(network);
  const turn = holder.turn.then(async () => {
    if (holder.snapshot !== snapshot) {
      await holder.compiled.setWeights(weights);
      holder.snapshot = snapshot;
    }
    return compute(holder.compiled);
  });
  holder.turn = turn.catch(() => undefined);
  return turn;
}

function compiledFor(network: Network): Promise<Holder> {
  const key = JSON.stringify([network.input, network.layers]);
  const known = compiledNetworks.get(key);
  if (known) return known;
  const compiling = kernelsEngine
    .compile(network, {
      seed: 0,
      batchSize: BATCH_SIZE,
      loss: 'categoricalCrossentropy',
      optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
    })
    .then((compiled) => ({ compiled, snapshot: '', turn: Promise.resolve() }));
  compiling.catch(() => compiledNetworks.delete(key));
  compiledNetworks.set(key, compiling);
  return compiling;
}

function imagesOf(
  { input: [height, width, channels] }: Network,
  { pixels, count }: PhotoPixels,
  labels: Uint8Array = new Uint8Array(count),
): LabelledImages {
  return { pixels, labels, count, height, width, channels };
}

function all(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

addEventListener('message', async ({ data }: MessageEvent<CallMessage>) => {
  const { id, call, given } = data;
  try {
    const compute = calls[call] as (...given: unknown[]) => Promise<unknown>;
    answer({ id, value: await compute(...given) });
  } catch (error) {
    answer({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});

function answer(message: AnswerMessage): void {
  postMessage(message);
}
