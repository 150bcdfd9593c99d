/**
 * Prints training photos a second of the post's two networks, warm-up left out:
 * `npx nx run kernels:throughput`. Options: --batch-size 128, --threads 1,2 (several are measured in
 * turns, so that other load on the machine meets all alike), --instruction-set auto, --seconds 1.5 a
 * window, --windows 5, --network cnn.
 */
import { parseArgs } from 'node:util';
import {
  type CompiledNetwork,
  type CompileOptions,
  initialWeights,
  NETWORKS,
  RandomStream,
} from '@peasy/core';
import { kernelsEngine } from '../src/index.js';

const WARM_UP_STEPS = 30;
const SEED = 1;
const PHOTOS = 1024;
const [height, width, channels, classes] = [32, 32, 3, 2];

const { values: given } = parseArgs({
  options: {
    'batch-size': { type: 'string', default: '128' },
    threads: { type: 'string' },
    'instruction-set': { type: 'string', default: 'auto' },
    seconds: { type: 'string', default: '1.5' },
    windows: { type: 'string', default: '5' },
    network: { type: 'string' },
  },
});
const batchSize = Number(given['batch-size']);
const threads = given.threads?.split(',').map(Number) ?? [undefined];
const milliseconds = Number(given.seconds) * 1000;
const windows = Number(given.windows);

const random = new RandomStream(SEED);
const images = {
  pixels: Uint8Array.from({ length: PHOTOS * height * width * channels }, () => random.below(256)),
  labels: Uint8Array.from({ length: PHOTOS }, () => random.below(classes)),
  count: PHOTOS,
  height,
  width,
  channels,
};

/** One network on one number of threads, being measured. */
class Runner {
  readonly compiled: CompiledNetwork;
  readonly rates: number[] = [];
  #step = 0;

  constructor(compiled: CompiledNetwork) {
    this.compiled = compiled;
  }

  async train(): Promise<void> {
    const step = this.#step++;
    const indices = Int32Array.from(
      { length: batchSize },
      (_, i) => (step * batchSize + i) % PHOTOS,
    );
    await this.compiled.trainStep({ images, indices, step });
  }

  async measure(): Promise<void> {
    const start = performance.now();
    const first = this.#step;
    while (performance.now() - start < milliseconds) await this.train();
    this.rates.push(((this.#step - first) * batchSize * 1000) / (performance.now() - start));
  }
}

for (const [name, build] of Object.entries(NETWORKS)) {
  if (given.network !== undefined && given.network !== name) continue;
  const network = build([height, width, channels], classes);
  const runners: Runner[] = [];
  for (const count of threads) {
    const compiled = await kernelsEngine.compile(network, {
      seed: SEED,
      optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
      loss: 'categoricalCrossentropy',
      batchSize,
      threads: count,
      instructionSet: given['instruction-set'] as CompileOptions['instructionSet'],
    });
    await compiled.setWeights(initialWeights(network, SEED));
    const runner = new Runner(compiled);
    for (let step = 0; step < WARM_UP_STEPS; step++) await runner.train();
    runners.push(runner);
  }
  for (let window = 0; window < windows; window++) {
    for (const runner of runners) await runner.measure();
  }
  for (const { compiled, rates } of runners) {
    rates.sort((a, b) => a - b);
    const [median, best] = [rates[windows >> 1], rates[windows - 1]].map(Math.round);
    process.stdout.write(
      `${name}: ${median} photos/s median, ${best} best window; batch ${batchSize}, ${compiled.device}, Node ${process.versions.node}\n`,
    );
    await compiled.dispose();
  }
}
