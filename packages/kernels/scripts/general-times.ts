/**
 * Prints, as a table for docs/results.md, what each kernel takes of a training step of
 * configs/cnn-normalized.json on one thread, how fast convolutions and products compute, and what part
 * that is of what one core can do (what Winograd's transforms save is not counted as done):
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
import { SETS, switchOn } from '../src/instruction-sets.js';
import { compileKernels, instantiateKernels } from '../src/kernel-module.js';
import { setTensors } from '../src/weight-transfer.js';
import { measurePeak } from './measure-peak.js';
import { TimedKernels } from './timed-kernels.js';

const PHOTOS = 64;
const STEPS = 12;
const WARM_UP_STEPS = 3;
const SEED = 1;
/** Kernels that take less of a step are not listed. */
const LEAST_SHARE = 0.003;
const set = (process.argv[2] ?? 'simd128') as InstructionSet;

const reason = switchOn(set, nodeFeatures()!);
if (reason) throw new Error(`No ${set}: ${reason}.`);
const config = parseRunConfig(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../configs/cnn-normalized.json'), 'utf8'),
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
const timed = new TimedKernels(kernels, memory.buffer);
const hands: GeneralHands = {
  ...{ kernels: timed.kernels, memory: memory.buffer, thread: 0, pixels },
};
setTensors(weightPlaces(job), initialWeights(network, SEED), memory.buffer, 'weights');
new Int32Array(memory.buffer, plan.input.indices, PHOTOS).set([...Array(PHOTOS).keys()]);

for (let step = 0; step < WARM_UP_STEPS + STEPS; step++) {
  if (step === WARM_UP_STEPS) timed.forget();
  timed.startStep();
  const batch = { photos: PHOTOS, training: { step, learningRate: 1e-3 } };
  const [first, end] = plan.passes.train;
  for (let part = first; part < end; part++) {
    const count = itemCount(job, part, PHOTOS);
    for (let item = 0; item < count; item++) runGeneralItem(job, item, { ...batch, part }, hands);
  }
}

const times = timed.times();
const whole = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
const operations = times.reduce((sum, each) => sum + each.operations, 0);
const peak = await measurePeak(set);
const print = (line: string) => process.stdout.write(`${line}\n`);
print(`\ncnn-normalized, batch ${PHOTOS}, ${set}, 1 thread, Node ${process.versions.node}; `);
print(`one core multiplies and adds at most ${peak.toFixed(0)} GFLOP/s\n`);
print('| kernel | calls | ms a step | share | GFLOP/s | of the core |');
print('|---|---|---|---|---|---|');
for (const each of times) {
  if (each.milliseconds > LEAST_SHARE * whole) print(row(each.name, each.calls, each));
}
print(row('all', '', { milliseconds: whole, operations }));

function row(
  name: string,
  calls: number | string,
  { milliseconds, operations }: { readonly milliseconds: number; readonly operations: number },
): string {
  const rate = operations / milliseconds / 1e6;
  const computed = rate > 0 ? `${rate.toFixed(1)} | ${Math.round((100 * rate) / peak)} %` : ' | ';
  const share = `${((100 * milliseconds) / whole).toFixed(1)} %`;
  return `| ${name} | ${calls} | ${milliseconds.toFixed(2)} | ${share} | ${computed} |`;
}
