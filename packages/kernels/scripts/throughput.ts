/**
 * Prints training photos a second of the post's two networks, warm-up left out:
 * `npx nx run kernels:throughput`, or with a batch size: `-- 64`.
 */
import { initialWeights, NETWORKS, RandomStream } from '@peasy/core';
import { kernelsEngine } from '../src/index.js';

const WARM_UP_STEPS = 10;
const WINDOWS = 5;
const WINDOW_MILLISECONDS = 1500;
const SEED = 1;
const PHOTOS = 1024;
const [height, width, channels, classes] = [32, 32, 3, 2];

const batchSize = Number(process.argv[2] ?? 128);
const random = new RandomStream(SEED);
const images = {
  pixels: Uint8Array.from({ length: PHOTOS * height * width * channels }, () => random.below(256)),
  labels: Uint8Array.from({ length: PHOTOS }, () => random.below(classes)),
  count: PHOTOS,
  height,
  width,
  channels,
};

for (const [name, build] of Object.entries(NETWORKS)) {
  const network = build([height, width, channels], classes);
  const compiled = await kernelsEngine.compile(network, {
    seed: SEED,
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
    loss: 'categoricalCrossentropy',
    batchSize,
  });
  await compiled.setWeights(initialWeights(network, SEED));
  let step = 0;
  const train = async (): Promise<void> => {
    const indices = Int32Array.from(
      { length: batchSize },
      (_, i) => (step * batchSize + i) % PHOTOS,
    );
    await compiled.trainStep({ images, indices, step: step++ });
  };
  while (step < WARM_UP_STEPS) await train();
  const rates: number[] = [];
  for (let window = 0; window < WINDOWS; window++) {
    const start = performance.now();
    const first = step;
    while (performance.now() - start < WINDOW_MILLISECONDS) await train();
    rates.push(((step - first) * batchSize * 1000) / (performance.now() - start));
  }
  rates.sort((a, b) => a - b);
  const [median, best] = [rates[WINDOWS >> 1], rates[WINDOWS - 1]].map(Math.round);
  process.stdout.write(
    `${name}: ${median} photos/s median, ${best} best window; batch ${batchSize}, ${compiled.device}, Node ${process.versions.node}\n`,
  );
  await compiled.dispose();
}
