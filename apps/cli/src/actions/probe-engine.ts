import {
  type CompiledNetwork,
  type EngineName,
  initialWeights,
  type LabelledImages,
  NETWORKS,
  RandomStream,
} from '@peasy/core';
import { ENGINES } from '../engines.js';

/** What an engine is like here. */
export interface EngineProbe {
  /** Why it cannot run at all. */
  readonly reason?: string;
  /** Why `auto` does not take it. */
  readonly automaticReason?: string;
  /** What it computes on. */
  readonly device?: string;
  /** Training photos a second, by the post's networks. */
  readonly speed?: Readonly<Record<string, number>>;
}

const BATCH = 128;
const COUNT = 1280;
const SEED = 1;
/** Compilers are still at work in the first steps. */
const WARM_UP_STEPS = 3;
const WINDOW_MS = 1500;

/** Asks an engine, in this program; with `speed` it trains for three seconds. */
export async function probeEngine(
  name: EngineName,
  { speed }: { readonly speed: boolean },
): Promise<EngineProbe> {
  const candidate = ENGINES.find(({ engine }) => engine.name === name);
  if (!candidate) return { reason: 'it is not built into this Peasy' };
  const { engine, automatic } = candidate;
  const reason = await engine.unavailableReason();
  if (reason !== undefined) return { reason };
  const automaticReason = await engine.unavailableReason(automatic);
  const speeds: Record<string, number> = {};
  let device = '';
  for (const network of ['cnn', 'dense']) {
    const described = NETWORKS[network]([32, 32, 3], 2);
    const compiled = await engine.compile(described, {
      seed: SEED,
      batchSize: BATCH,
      loss: 'categoricalCrossentropy',
      optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
    });
    device = compiled.device;
    await compiled.setWeights(initialWeights(described, SEED));
    if (speed) speeds[network] = await photosPerSecond(compiled);
    await compiled.dispose();
  }
  return { automaticReason, device, ...(speed && { speed: speeds }) };
}

async function photosPerSecond(compiled: CompiledNetwork): Promise<number> {
  const images = randomPhotos();
  let step = 0;
  const next = () => {
    const first = (step * BATCH) % COUNT;
    const indices = Int32Array.from({ length: BATCH }, (_, i) => first + i);
    return { images, indices, step: step++ };
  };
  const train = async (count: number) => {
    if (!compiled.trainSteps) return compiled.trainStep(next());
    return compiled.trainSteps(Array.from({ length: count }, next));
  };
  await timed(WARM_UP_STEPS, () => train(1));
  const first = step;
  let count = 1;
  const passed = await timed(Number.POSITIVE_INFINITY, async (already) => {
    await train(count);
    // As the trainer does: more at once as long as they are quick.
    if (already < WINDOW_MS / 8) count *= 2;
  });
  return Math.round(((step - first) * BATCH * 1000) / passed);
}

/** Does something so many times, and no longer than a window; answers the milliseconds that passed. */
async function timed(times: number, work: (already: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let passed = 0;
  for (let i = 0; i < times && passed < WINDOW_MS; i++) {
    await work(passed);
    passed = performance.now() - began;
  }
  return passed;
}

function randomPhotos(): LabelledImages {
  const random = new RandomStream(SEED);
  return {
    pixels: Uint8Array.from({ length: COUNT * 32 * 32 * 3 }, () => random.below(256)),
    labels: Uint8Array.from({ length: COUNT }, () => random.below(2)),
    ...{ count: COUNT, height: 32, width: 32, channels: 3 },
  };
}
