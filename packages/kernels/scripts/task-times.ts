/**
 * Prints milliseconds a photo of each task in a training step of a config's network by the general
 * way, best of some steps, on one thread: `npx nx run kernels:task-times`, or with another
 * instruction set and config: `-- wide configs/cnn-normalized.json`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type InstructionSet,
  initialWeights,
  labelTargets,
  networkOf,
  parseRunConfig,
  RandomStream,
} from '@peasy/core';
import { nodeFeatures } from '../src/environment.js';
import {
  chunkOf,
  type GeneralJob,
  type GeneralPass,
  generalPass,
} from '../src/general/general-pass.js';
import type { SliceTask } from '../src/general/general-plan.js';
import { planGeneral } from '../src/general/plan-general.js';
import { itemCount, runGeneralItem } from '../src/general/run-general-item.js';
import { runSliceTask } from '../src/general/run-slice-task.js';
import { weightPlaces } from '../src/general/tensor-places.js';
import { SETS, switchOn } from '../src/instruction-sets.js';
import { compileKernels, instantiateKernels } from '../src/kernel-module.js';
import { setTensors } from '../src/weight-transfer.js';

const WARM_UP_STEPS = 4;
const STEPS = 8;
const CLASSES = 2;
const [set = 'simd128', path = 'configs/cnn-normalized.json'] = process.argv.slice(2);

const root = join(import.meta.dirname, '../../..');
const config = parseRunConfig(JSON.parse(await readFile(join(root, path), 'utf8')));
const { batchSize, seed, optimizer, augmentation, ema } = config;
const { size } = config.data;
const network = networkOf(config, [size, size, 3], CLASSES);

const reason = switchOn(set as InstructionSet, nodeFeatures()!);
if (reason) throw new Error(`No ${set}: ${reason}.`);
const module = await compileKernels(SETS[set as InstructionSet].variant);
const options = { ...config, loss: 'categoricalCrossentropy' as const };
const plan = planGeneral(network, options, { base: module.heapBase, threads: 1 });
const { kernels, memory } = await instantiateKernels(module, plan.bytes);
const job: GeneralJob = { plan, optimizer, seed, ema, augmentation };
setTensors(weightPlaces(job), initialWeights(network, seed), memory.buffer, 'weights');

const random = new RandomStream(seed);
const pixels = Uint8Array.from({ length: batchSize * plan.input.size }, () => random.below(256));
const labels = Uint8Array.from({ length: batchSize }, () => random.below(CLASSES));
const targets = labelTargets(labels, { classes: CLASSES, labelSmoothing: config.labelSmoothing });
new Int32Array(memory.buffer, plan.input.indices, batchSize).set([...labels.keys()]);
new Uint8Array(memory.buffer, plan.input.labels, batchSize).set(labels);
new Float32Array(memory.buffer, plan.input.targets, targets.length).set(targets);

const hands = { kernels, memory: memory.buffer, thread: 0, pixels };
const times = new Map<string, number>();
const best = new Map<string, number>();
for (let step = 0; step < WARM_UP_STEPS + STEPS; step++) {
  times.clear();
  const start = performance.now();
  runStep(step);
  times.set('whole step', performance.now() - start);
  if (step < WARM_UP_STEPS) continue;
  for (const [name, time] of times) {
    best.set(name, Math.min(time, best.get(name) ?? Number.POSITIVE_INFINITY));
  }
}
const whole = best.get('whole step')!;
process.stdout.write(
  `${path}, batch ${batchSize}, ${set}, one thread, Node ${process.versions.node}\n`,
);
for (const [name, time] of [...best].sort(([, a], [, b]) => b - a)) {
  const photo = `${(time / batchSize).toFixed(4).padStart(8)} ms a photo`;
  process.stdout.write(`  ${photo} ${((100 * time) / whole).toFixed(1).padStart(5)} %  ${name}\n`);
}

function runStep(step: number): void {
  const [first, end] = plan.passes.train;
  for (let part = first; part < end; part++) {
    const batch = { photos: batchSize, training: { step, learningRate: 0.001 }, part };
    const phase = plan.phases[part];
    for (let item = 0; item < itemCount(job, part, batchSize); item++) {
      if (phase.of !== 'slices') {
        timed(phase.of, () => runGeneralItem(job, item, batch, hands));
        continue;
      }
      const pass = generalPass(job, batch, hands, item);
      for (const { photos, tasks } of phase.runs) {
        for (let start = 0; start < pass.samples; start += photos) {
          for (const task of tasks) timeTask(task, chunkOf(pass, start, photos));
        }
      }
    }
  }
}

function timeTask(task: SliceTask, pass: GeneralPass): void {
  const kind = 'layer' in task ? kindOf(plan.layers[task.layer].layer) : '';
  const name = 'layer' in task ? plan.layers[task.layer].layer.name : '';
  timed(`${task.task} ${kind}`.trim(), () => {
    timed(`${task.task} ${name}`.trim(), () => runSliceTask(task, pass));
  });
}

/** Sums of a kind of layer stand in capitals, beside its layers one by one. */
function kindOf({ kind }: { readonly kind: string }): string {
  return kind.toUpperCase();
}

function timed(name: string, work: () => void): void {
  const start = performance.now();
  work();
  times.set(name, (times.get(name) ?? 0) + performance.now() - start);
}
