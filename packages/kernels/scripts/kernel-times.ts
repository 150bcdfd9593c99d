/**
 * Prints, as a table for docs/results.md, what each kernel takes of a training step of the post's two
 * networks on one thread, how fast it computes, and what part that is of what one core can do:
 * `npx nx run kernels:kernel-times`, or with an instruction set: `-- wide`.
 */
import { type InstructionSet, initialWeights, NETWORKS, RandomStream } from '@peasy/core';
import { nodeFeatures } from '../src/environment.js';
import { SETS, switchOn } from '../src/instruction-sets.js';
import { compileKernels, instantiateKernels } from '../src/kernel-module.js';
import { planNetwork } from '../src/plan/plan-network.js';
import { runDensePiece } from '../src/schedule/forward.js';
import { slicePass } from '../src/schedule/pass.js';
import { roundItems } from '../src/schedule/phase.js';
import { runSlice } from '../src/schedule/run-slice.js';
import { runUpdate, turnKernel } from '../src/schedule/update.js';
import { setTensors } from '../src/weight-transfer.js';
import { measurePeak } from './measure-peak.js';
import { TimedKernels } from './timed-kernels.js';

const WARM_UP_STEPS = 30;
const STEPS = 60;
const SEED = 1;
/** Kernels that take less of a step are not listed. */
const LEAST_SHARE = 0.005;
const [height, width, channels, classes] = [32, 32, 3, 2];
const photos = 128;
const set = (process.argv[2] ?? 'simd128') as InstructionSet;
const optimizer = { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } as const;

const reason = switchOn(set, nodeFeatures()!);
if (reason) throw new Error(`No ${set}: ${reason}.`);
const module = await compileKernels(SETS[set].variant);
const peak = await measurePeak(set);

for (const [name, build] of Object.entries(NETWORKS)) {
  const network = build([height, width, channels], classes);
  const options = { batchSize: photos, threads: 1, momentum: true, base: module.heapBase };
  const plan = planNetwork(network, options);
  const { kernels, memory } = await instantiateKernels(module, plan.bytes);
  const timed = new TimedKernels(kernels, memory.buffer);
  const places = plan.matrices.map((matrix) => ({
    name: matrix.name,
    matrix,
    address: matrix.weights,
  }));
  setTensors(places, initialWeights(network, SEED), memory.buffer, 'weights');
  for (const { layer, ...columns } of plan.updates) turnKernel(layer, kernels, columns);
  const random = new RandomStream(SEED);
  const bytes = new Uint8Array(memory.buffer);
  const pixels = bytes.subarray(plan.input.pixels, plan.input.pixels + photos * plan.input.size);
  for (let i = 0; i < pixels.length; i++) pixels[i] = random.below(256);
  for (let i = 0; i < photos; i++) bytes[plan.input.labels + i] = random.below(classes);

  const pass = { kernels: timed.kernels, photos, scratch: 0, optimizer };
  for (let step = 0; step < WARM_UP_STEPS + STEPS; step++) {
    if (step === WARM_UP_STEPS) timed.forget();
    timed.startStep();
    const batch = { photos, training: { seed: SEED, step } };
    for (const round of plan.rounds) {
      for (let item = 0; item < roundItems(round, photos); item++) {
        if (round.kind === 'dense') runDensePiece(round.layer, pass, round.pieces[item]);
        else runSlice(plan, round, slicePass(plan, pass.kernels, batch, item, 0), memory.buffer);
      }
    }
    for (const piece of plan.updates) runUpdate(plan, pass, piece);
  }

  const times = timed.times();
  const whole = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const operations = times.reduce((sum, each) => sum + each.operations, 0);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`\n${name}, batch ${photos}, ${set}, 1 thread, Node ${process.versions.node}; `);
  print(`one core multiplies and adds at most ${peak.toFixed(0)} GFLOP/s\n`);
  print('| kernel | calls | ms a step | share | GFLOP/s | of the core |');
  print('|---|---|---|---|---|---|');
  for (const each of times) {
    if (each.milliseconds > LEAST_SHARE * whole) print(row(each.name, each.calls, each));
  }
  print(row('all', '', { milliseconds: whole, operations }));

  function row(
    title: string,
    calls: number | string,
    each: { readonly milliseconds: number; readonly operations: number },
  ): string {
    const speed = each.operations / each.milliseconds / 1e6;
    const known = each.operations > 0;
    const columns = [
      ...[title, calls, each.milliseconds.toFixed(2), percent(each.milliseconds / whole)],
      ...(known ? [speed.toFixed(0), percent(speed / peak)] : ['', '']),
    ];
    return `| ${columns.join(' | ')} |`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
