/** Stock tfjs-node: `tf.layers` and `fit`, on photos in memory. Run by Node with the path of a job. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Installed by the bench, outside of this workspace's modules.
const require = createRequire(join(process.env.PEASY_BENCH_MODULES, 'package.json'));
const tf = require('@tensorflow/tfjs-node');

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { photos, network, optimizer, batchSize } = job;

/** The network, its softmax included: tf.layers fuses it into the loss. */
function buildModel() {
  const model = tf.sequential();
  network.layers.forEach((layer, index) => {
    model.add(buildLayer(layer, index === 0 ? { inputShape: network.input } : {}));
  });
  return model;
}

function buildLayer(layer, first) {
  switch (layer.kind) {
    case 'conv2d': {
      const { filters, kernelSize, padding } = layer;
      return tf.layers.conv2d({ filters, kernelSize, padding, ...first });
    }
    case 'activation':
      return tf.layers.activation({ activation: layer.activation, ...first });
    case 'maxPool2d':
      return tf.layers.maxPooling2d({ poolSize: layer.poolSize, ...first });
    case 'dropout':
      return tf.layers.dropout({ rate: layer.rate, ...first });
    case 'flatten':
      return tf.layers.flatten(first);
    case 'dense':
      return tf.layers.dense({ units: layer.units, ...first });
  }
  throw new Error(
    `Expected a layer that this peer knows, got "${layer.kind}" (${layer.name}): add it.`,
  );
}

function buildOptimizer({ kind, learningRate, momentum }) {
  if (kind === 'sgd') return tf.train.momentum(learningRate, momentum);
  throw new Error(`tfjs has no ${kind}`);
}

const answer = (line) => process.stdout.write(`@bench ${JSON.stringify(line)}\n`);

const { count, height, width, channels } = photos;
const pixels = Float32Array.from(readFileSync(photos.pixelsFile), (value) => value / 255);
const labels = new Uint8Array(readFileSync(photos.labelsFile));
const x = tf.tensor4d(pixels, [count, height, width, channels]);
const y = tf.oneHot(tf.tensor1d(labels, 'int32'), photos.classes.length).toFloat();
const trainer = buildOptimizer(optimizer);
const model = buildModel();
model.compile({
  optimizer: trainer,
  loss: 'categoricalCrossentropy',
});

const lines = createInterface({ input: process.stdin });
const requests = [];
let closed = false;
lines.on('line', (line) => requests.push(JSON.parse(line)));
lines.on('close', () => {
  closed = true;
});

/** Seconds of the window that is asked for next, or undefined at the end. */
async function nextWindow() {
  while (requests.length === 0 && !closed) {
    await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  }
  return requests.shift()?.seconds;
}

let started;
let cpuStarted;
let wanted;
let trained = 0;

/** The first epoch is warm-up; after that `fit` rests at the end of an epoch until a window is asked for. */
async function onEpochEnd(_epoch, { loss }) {
  if (started === undefined) {
    const { binding } = tf.backend();
    answer({
      kind: 'ready',
      version: `tfjs-node ${tf.version['tfjs-node'] ?? tf.version.tfjs}, TensorFlow ${binding.TF_Version}`,
      parameters: model.countParams(),
      device: tf.getBackend(),
    });
  } else {
    trained += count;
    const seconds = (performance.now() - started) / 1000;
    if (seconds < wanted) return;
    const { user, system } = process.cpuUsage(cpuStarted);
    answer({ kind: 'window', photos: trained, seconds, cpuSeconds: (user + system) / 1e6, loss });
  }
  wanted = await nextWindow();
  if (wanted === undefined) model.stopTraining = true;
  trained = 0;
  started = performance.now();
  cpuStarted = process.cpuUsage();
}

await model.fit(x, y, {
  batchSize,
  epochs: 1e9,
  shuffle: true,
  verbose: 0,
  yieldEvery: 'never',
  callbacks: { onEpochEnd },
});
