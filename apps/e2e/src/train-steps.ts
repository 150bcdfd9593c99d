import {
  type CompileOptions,
  initialWeights,
  type LabelledImages,
  type NamedTensors,
  type Network,
  RandomStream,
} from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';

/** What is trained; it travels to a page as JSON. */
export interface StepsJob {
  readonly network: Network;
  readonly options: CompileOptions;
  readonly steps: number;
}

/** What a few steps of a network came to: the same numbers wherever the same bits were computed. */
export interface StepsOutcome {
  readonly device: string;
  readonly losses: readonly number[];
  /** All weights after the steps, as the 32-bit patterns of their floats, folded. */
  readonly fold: number;
  /** The outputs of each layer for two photos, folded too, by the layer's name. */
  readonly maps: Readonly<Record<string, number>>;
}

const PHOTOS = 64;
const SEED = 5;

/** Trains a network on noise, and looks at all its maps; runs in Node and in a page. */
export async function trainSteps({ network, options, steps }: StepsJob): Promise<StepsOutcome> {
  const compiled = await kernelsEngine.compile(network, { ...options, deterministic: true });
  await compiled.setWeights(initialWeights(network, SEED));
  const images = noise(network, PHOTOS);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const length = Math.min(options.batchSize, PHOTOS);
    const indices = Int32Array.from({ length }, (_, i) => (step * 7 + i * 3) % PHOTOS);
    losses.push((await compiled.trainStep({ images, indices, step })).loss);
  }
  const layers = network.layers.map(({ name }) => name);
  const maps = await compiled.activations(images, Int32Array.of(3, 11), layers);
  const outcome = {
    device: compiled.device,
    losses,
    fold: fold(await compiled.weights()),
    maps: Object.fromEntries([...maps].map(([name, map]) => [name, fold(new Map([[name, map]]))])),
  };
  await compiled.dispose();
  return outcome;
}

/** How long a photo takes. */
export interface MapsTiming {
  readonly bestMilliseconds: number;
  readonly middleMilliseconds: number;
}

/** Times one forward pass of one photo with the outputs of all layers, a copy of them for the page in it. */
export async function timeMaps(
  { network, options }: Pick<StepsJob, 'network' | 'options'>,
  repeats: number,
): Promise<MapsTiming> {
  const compiled = await kernelsEngine.compile(network, { ...options, batchSize: 1 });
  await compiled.setWeights(initialWeights(network, SEED));
  const images = noise(network, PHOTOS);
  const layers = network.layers.map(({ name }) => name);
  const lasted: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await compiled.activations(images, Int32Array.of(i % PHOTOS), layers);
    lasted.push(performance.now() - started);
  }
  await compiled.dispose();
  lasted.sort((a, b) => a - b);
  return { bestMilliseconds: lasted[0], middleMilliseconds: lasted[lasted.length >> 1] };
}

function noise({ input }: Network, count: number): LabelledImages {
  const [height, width, channels] = input;
  const random = new RandomStream(9);
  return {
    pixels: Uint8Array.from({ length: count * height * width * channels }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, () => random.below(2)),
    count,
    height,
    width,
    channels,
  };
}

function fold(tensors: NamedTensors): number {
  let folded = 0;
  for (const { values } of tensors.values()) {
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (const word of bits) folded = (Math.imul(folded, 31) + word) >>> 0;
  }
  return folded;
}
