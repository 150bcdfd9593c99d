import type { CompiledNetwork, LabelledImages, Network } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';
import { activationBehind, gradCamOf, saliencyOf } from './attribution.js';
import { excitingInput } from './exciting-input.js';
import { FilterTally } from './filter-statistics.js';
import type {
  AnswerMessage,
  CallMessage,
  MapsAnswer,
  NetworkCalls,
  PhotoPixels,
  SnapshotNetwork,
} from './network-calls.js';
import { NetworkSeats, networkKey } from './network-seats.js';
import { occludedPhotos, patchStarts } from './occlusion.js';
import { shiftPhotos } from './shift-photos.js';
import { SnapshotWeights } from './snapshot-weights.js';

/** Photos that are computed at once: in a study, and for the eye. */
const BATCH_SIZE = 64;
const SEEN_AT_ONCE = 4;

const weightsOf = new SnapshotWeights();
const seats = new NetworkSeats((network) => compile(network, SEEN_AT_ONCE));
/** Networks of studies; each holds the weights of one snapshot. */
const compiledNetworks = new Map<string, Promise<Holder>>();

interface Holder {
  readonly compiled: CompiledNetwork;
  snapshot: string;
  /** Calls of one network take turns, since they share its weights. */
  turn: Promise<unknown>;
}

const calls: NetworkCalls = {
  async maps(of, photos, layers) {
    const compute = async (compiled: CompiledNetwork) => {
      const start = performance.now();
      const images = imagesOf(of.network, photos);
      const maps = await compiled.activations(images, all(photos.count), layers);
      return { maps, milliseconds: performance.now() - start };
    };
    if (photos.count > SEEN_AT_ONCE) return withNetwork(of, compute);
    return seats.use(of, await weightsOf.get(of.snapshot), compute);
  },
  evaluate: (of, photos, labels) =>
    withNetwork(of, (compiled) =>
      compiled.evaluate(imagesOf(of.network, photos, labels), all(photos.count)),
    ),
  async filters(of, photos, layer) {
    const { layers } = of.network;
    const at = layers.findIndex(({ name }) => name === layer);
    const shown = activationBehind(layers, at).name;
    const kernel = (await weightsOf.get(of.snapshot)).get(`${layer}/kernel`)!;
    const tally = new FilterTally(kernel.shape.at(-1)!);
    await withNetwork(of, async (compiled) => {
      const images = imagesOf(of.network, photos);
      for (let start = 0; start < photos.count; start += BATCH_SIZE) {
        const places = all(photos.count).subarray(start, start + BATCH_SIZE);
        tally.add((await compiled.activations(images, places, [shown])).get(shown)!);
      }
    });
    return tally.facts(kernel);
  },
  async reasons({ network, snapshot }, pixels, label) {
    const pass = { network, weights: await weightsOf.get(snapshot) };
    const photo = Float64Array.from(pixels, (value) => value / 255);
    return { saliency: saliencyOf(pass, photo, label), gradCam: gradCamOf(pass, photo, label) };
  },
  occlusion: (of, pixels, label, patch) =>
    withNetwork(of, async (compiled) => {
      const { input } = of.network;
      const tops = patchStarts(input[0], patch);
      const lefts = patchStarts(input[1], patch);
      const count = tops.length * lefts.length;
      const joined = new Uint8Array((count + 1) * pixels.length);
      joined.set(occludedPhotos(pixels, input, patch));
      joined.set(pixels, count * pixels.length);
      const photos = { pixels: joined, count: count + 1 };
      const { probabilities } = await compiled.evaluate(
        imagesOf(of.network, photos),
        all(photos.count),
      );
      const classes = probabilities.length / photos.count;
      const values = Float32Array.from(
        { length: count },
        (_, i) => probabilities[i * classes + label],
      );
      return {
        whole: probabilities[count * classes + label],
        probabilities: { shape: [tops.length, lefts.length, 1], values },
        tops,
        lefts,
      };
    }),
  async exciting({ network, snapshot }, { layer, channel }) {
    const pass = { network, weights: await weightsOf.get(snapshot) };
    return excitingInput(pass, layer, channel);
  },
  shifted: (of, photos, labels, shifts, way) =>
    withNetwork(of, async (compiled) => {
      const right: number[] = [];
      for (const by of shifts) {
        const pixels = shiftPhotos(photos.pixels, of.network.input, by, way);
        const images = imagesOf(of.network, { pixels, count: photos.count }, labels);
        right.push((await compiled.evaluate(images, all(photos.count))).correct);
      }
      return right;
    }),
  async weights(snapshot, names) {
    const weights = await weightsOf.get(snapshot);
    return new Map([...weights].filter(([name]) => !names || names.includes(name)));
  },
  async prepare(of) {
    await seats.prepare(of, await weightsOf.get(of.snapshot));
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
  const key = networkKey(network);
  const known = compiledNetworks.get(key);
  if (known) return known;
  const compiling = compile(network, BATCH_SIZE).then((compiled) => ({
    compiled,
    snapshot: '',
    turn: Promise.resolve(),
  }));
  compiling.catch(() => compiledNetworks.delete(key));
  compiledNetworks.set(key, compiling);
  return compiling;
}

function compile(network: Network, batchSize: number): Promise<CompiledNetwork> {
  return kernelsEngine.compile(network, {
    seed: 0,
    batchSize,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
  });
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
    const value = await compute(...given);
    answer({ id, value }, call === 'maps' ? buffersOf(value as MapsAnswer) : []);
  } catch (error) {
    answer({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});

/** Maps are handed over, not copied. */
function buffersOf({ maps }: MapsAnswer): ArrayBuffer[] {
  return [...maps.values()].map(({ values }) => values.buffer as ArrayBuffer);
}

function answer(message: AnswerMessage, handedOver: readonly ArrayBuffer[] = []): void {
  postMessage(message, { transfer: [...handedOver] });
}
