/**
 * Prints milliseconds a kernel in one training step of configs/cnn-modern.json, best of some steps,
 * on one thread, its share of the step, and GFLOP/s of convolutions and products:
 * `npx nx run kernels:general-times`, or with an instruction set: `-- wide`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type InstructionSet,
  initialWeights,
  NO_AUGMENTATION,
  networkOf,
  parseRunConfig,
  RandomStream,
} from '@peasy/core';
import { nodeFeatures } from '../src/environment.js';
import type { GeneralHands, GeneralJob } from '../src/general/general-pass.js';
import { planGeneral } from '../src/general/plan-general.js';
import { itemCount, runGeneralItem } from '../src/general/run-general-item.js';
import { weightPlaces } from '../src/general/tensor-places.js';
import type { KernelExports } from '../src/generated/kernels-wasm.js';
import { SETS, switchOn } from '../src/instruction-sets.js';
import { compileKernels, instantiateKernels } from '../src/kernel-module.js';
import { setTensors } from '../src/weight-transfer.js';

const PHOTOS = 64;
const STEPS = 12;
const WARM_UP_STEPS = 3;
const SEED = 1;
const set = (process.argv[2] ?? 'simd128') as InstructionSet;

const reason = switchOn(set, nodeFeatures()!);
if (reason) throw new Error(`No ${set}: ${reason}.`);
const config = parseRunConfig(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../configs/cnn-modern.json'), 'utf8'),
  ) as unknown,
);
const network = networkOf(config, [32, 32, 3], 2);
const { optimizer, loss } = config;
const module = await compileKernels(SETS[set].variant);
const plan = planGeneral(
  network,
  { seed: SEED, optimizer, loss, batchSize: PHOTOS },
  { base: module.heapBase, threads: 1 },
);
const { kernels, memory } = await instantiateKernels(module, plan.bytes);
const job: GeneralJob = { plan, optimizer, seed: SEED, ema: 0, augmentation: NO_AUGMENTATION };
const random = new RandomStream(SEED);
const pixels = Uint8Array.from({ length: PHOTOS * plan.input.size }, () => random.below(256));
const times = new Map<string, { milliseconds: number; flops: number; calls: number }>();
const hands: GeneralHands = {
  ...{ kernels: timeKernels(kernels), memory: memory.buffer, thread: 0, pixels },
};
setTensors(weightPlaces(job), initialWeights(network, SEED), memory.buffer, 'weights');
new Int32Array(memory.buffer, plan.input.indices, PHOTOS).set([...Array(PHOTOS).keys()]);

const best = new Map<string, { milliseconds: number; flops: number; calls: number }>();
for (let step = 0; step < WARM_UP_STEPS + STEPS; step++) {
  times.clear();
  const start = performance.now();
  const batch = { photos: PHOTOS, training: { step, learningRate: 1e-3 } };
  const [first, end] = plan.passes.train;
  for (let part = first; part < end; part++) {
    const count = itemCount(job, part, PHOTOS);
    for (let item = 0; item < count; item++) runGeneralItem(job, item, { ...batch, part }, hands);
  }
  times.set('whole step', { milliseconds: performance.now() - start, flops: 0, calls: 1 });
  if (step < WARM_UP_STEPS) continue;
  for (const [kernel, time] of times) {
    const before = best.get(kernel)?.milliseconds ?? Number.POSITIVE_INFINITY;
    if (time.milliseconds < before) best.set(kernel, time);
  }
}
const whole = best.get('whole step')!.milliseconds;
process.stdout.write(
  `cnn-modern, batch ${PHOTOS}, ${set}, Node ${process.versions.node}, one thread\n`,
);
for (const [kernel, { milliseconds, flops, calls }] of [...best].sort(
  ([, a], [, b]) => b.milliseconds - a.milliseconds,
)) {
  const share = (100 * milliseconds) / whole;
  if (share < 0.3) continue;
  const rate = flops ? `${(flops / milliseconds / 1e6).toFixed(0)} GFLOP/s` : '';
  process.stdout.write(
    `  ${milliseconds.toFixed(2).padStart(7)} ms ${share.toFixed(1).padStart(5)} % ${rate.padStart(12)}  ${kernel}, ${calls} calls\n`,
  );
}
process.stdout.write(`  ${Math.round((PHOTOS * 1000) / whole)} photos/s at best\n`);

/** The same kernels, each adding its time under its name, and its shape where that is told. */
function timeKernels(all: KernelExports): KernelExports {
  const timed = Object.entries(all)
    .filter(([, kernel]) => typeof kernel === 'function')
    .map(([name, kernel]) => [
      name,
      (...values: number[]): unknown => {
        const start = performance.now();
        const result = (kernel as unknown as (...values: number[]) => unknown)(...values);
        const milliseconds = performance.now() - start;
        const { key, flops } = workOf(name, values);
        const time = times.get(key) ?? { milliseconds: 0, flops: 0, calls: 0 };
        times.set(key, {
          milliseconds: time.milliseconds + milliseconds,
          flops: time.flops + flops,
          calls: time.calls + 1,
        });
        return result;
      },
    ]);
  return Object.fromEntries(timed) as KernelExports;
}

/** What a call is listed under, and its floating-point operations where they are counted. */
function workOf(name: string, values: readonly number[]): { key: string; flops: number } {
  switch (name) {
    case 'multiplyPlanes': {
      const [planes, rows, panels, inner] = values.slice(12);
      const key = `${name} ${planes} x [${rows} x ${inner}] [${inner} x ${panels * 8}]`;
      return { key, flops: 2 * planes * rows * panels * 8 * inner };
    }
    case 'windowConv2d':
    case 'windowConv2dKernelGradient': {
      const shape = values.slice(name === 'windowConv2d' ? 4 : 3);
      const [samples, , , channels, height, width, filters, kernelSize] = shape;
      const key = `${name} ${height} x ${width} x ${channels} to ${filters}`;
      const flops = 2 * samples * height * width * channels * filters * kernelSize ** 2;
      return { key, flops };
    }
    case 'winogradInput':
    case 'winogradInputGradient':
    case 'winogradOutput':
    case 'winogradOutputGradient': {
      const [, height, width, channels] = values.slice(2);
      return { key: `${name} ${height} x ${width} x ${channels}`, flops: 0 };
    }
    default:
      return { key: name, flops: 0 };
  }
}
