/**
 * Prints milliseconds a kernel in one training step of the post's two networks, best of some
 * steps, on one thread: `npx nx run kernels:kernel-times`, or with an instruction set: `-- wide`.
 */
import { type InstructionSet, initialWeights, NETWORKS, RandomStream } from '@peasy/core';
import { nodeFeatures } from '../src/environment.js';
import type { KernelExports } from '../src/generated/kernels-wasm.js';
import { SETS, switchOn } from '../src/instruction-sets.js';
import { compileKernels, instantiateKernels } from '../src/kernel-module.js';
import { planNetwork } from '../src/plan/plan-network.js';
import { runDensePiece } from '../src/schedule/forward.js';
import { slicePass } from '../src/schedule/pass.js';
import { roundItems } from '../src/schedule/phase.js';
import { runSlice } from '../src/schedule/run-slice.js';
import { runUpdate, turnKernel } from '../src/schedule/update.js';
import { setTensors } from '../src/weight-transfer.js';

const WARM_UP_STEPS = 30;
const STEPS = 60;
const SEED = 1;
/** Kernels that are listed for each shape. */
const HEAVY = /conv|matmul|dense/i;
const [height, width, channels, classes] = [32, 32, 3, 2];
const photos = 128;
const set = (process.argv[2] ?? 'simd128') as InstructionSet;
const optimizer = { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } as const;

const reason = switchOn(set, nodeFeatures()!);
if (reason) throw new Error(`No ${set}: ${reason}.`);
const module = await compileKernels(SETS[set].variant);

for (const [name, build] of Object.entries(NETWORKS)) {
  const network = build([height, width, channels], classes);
  const options = { batchSize: photos, threads: 1, momentum: true, base: module.heapBase };
  const plan = planNetwork(network, options);
  const { kernels, memory } = await instantiateKernels(module, plan.bytes);
  const times = new Map<string, number>();
  const timed = timeKernels(kernels, times);
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

  const best = new Map<string, number>();
  for (let step = 0; step < WARM_UP_STEPS + STEPS; step++) {
    times.clear();
    const start = performance.now();
    const batch = { photos, training: { seed: SEED, step } };
    for (const round of plan.rounds) {
      for (let item = 0; item < roundItems(round, photos); item++) {
        if (round.kind === 'dense') runDensePiece(round.layer, timed, photos, round.pieces[item]);
        else runSlice(plan, round, slicePass(plan, timed, batch, item, 0), memory.buffer);
      }
    }
    const pass = { kernels: timed, photos, scratch: 0, optimizer };
    for (const piece of plan.updates) runUpdate(plan, pass, piece);
    times.set('whole step', performance.now() - start);
    if (step < WARM_UP_STEPS) continue;
    for (const [kernel, time] of times) {
      best.set(kernel, Math.min(time, best.get(kernel) ?? Number.POSITIVE_INFINITY));
    }
  }
  process.stdout.write(`${name}, batch ${photos}, ${set}, Node ${process.versions.node}\n`);
  const whole = best.get('whole step')!;
  for (const [kernel, time] of [...best].sort(([, a], [, b]) => b - a)) {
    const share = (100 * time) / whole;
    if (share < 0.5) continue;
    const columns = [`${time.toFixed(2).padStart(7)} ms`, `${share.toFixed(0).padStart(3)} %`];
    process.stdout.write(`  ${columns.join(' ')}  ${kernel}\n`);
  }
  process.stdout.write(`  ${Math.round((photos * 1000) / whole)} photos/s at best\n`);
}

/** The same kernels, each adding its time to `times` under its name and the shape that it works on. */
function timeKernels(kernels: KernelExports, times: Map<string, number>): KernelExports {
  const timed = Object.entries(kernels)
    .filter(([, kernel]) => typeof kernel === 'function')
    .map(([name, kernel]) => [
      name,
      (...values: number[]): unknown => {
        const start = performance.now();
        const result = (kernel as unknown as (...values: number[]) => unknown)(...values);
        // Addresses and counters are large, shapes small; light kernels are counted in one line.
        const shape = values.filter(
          (value) => Number.isInteger(value) && value > 1 && value < 4000,
        );
        const key = HEAVY.test(name) ? `${name}(${shape.join(', ')})` : name;
        times.set(key, (times.get(key) ?? 0) + performance.now() - start);
        return result;
      },
    ]);
  return Object.fromEntries(timed) as KernelExports;
}
