import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describeNetwork, initialWeights, STREAMS, shuffled } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';
import { tensorflowEngine } from '@peasy/trainer';
import { type ContenderLine, formatContenderLine } from '../contender/contender-line.js';
import type { Job } from '../contender/job.js';

/** Our own contenders: the kernels alone, or the tensorflow engine alone, in a bare loop. Run by Node with the path of a job. */

const WARM_UP_STEPS = 40;

const job = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Job;
const { network, photos, batchSize, seed, threads, form, validationPhotos } = job;
const images = {
  pixels: new Uint8Array(readFileSync(photos.pixelsFile)),
  labels: new Uint8Array(readFileSync(photos.labelsFile)),
  count: photos.count,
  height: photos.height,
  width: photos.width,
  channels: photos.channels,
};
const { engine: engineName, ...options } = form;
const engine = engineName === 'tensorflow' ? tensorflowEngine : kernelsEngine;
const compiled = await engine.compile(network, {
  seed,
  optimizer: job.optimizer,
  loss: job.loss,
  batchSize,
  threads,
  ...options,
});
await compiled.setWeights(initialWeights(network, seed));

const all = Int32Array.from({ length: photos.count }, (_, index) => index);
const stepsPerEpoch = photos.count / batchSize;
let step = 0;
let order: Int32Array = all;

/** One step of an endless training through shuffled epochs; its loss. */
async function trainStep(): Promise<number> {
  const stepInEpoch = step % stepsPerEpoch;
  if (stepInEpoch === 0) order = shuffled(all, seed, STREAMS.shuffle, step / stepsPerEpoch);
  const indices = order.subarray(stepInEpoch * batchSize, (stepInEpoch + 1) * batchSize);
  const { loss } = await compiled.trainStep({ images, indices, step: step++ });
  if (validationPhotos && isEpochOver()) {
    await compiled.evaluate(images, all.subarray(0, validationPhotos));
  }
  return loss;
}

function isEpochOver(): boolean {
  return step % stepsPerEpoch === 0;
}

async function trainWindow(atLeastSeconds: number): Promise<ContenderLine> {
  const first = step;
  let lossSum = 0;
  const cpuStarted = process.cpuUsage();
  const started = performance.now();
  do {
    lossSum += await trainStep();
  } while (
    performance.now() - started < atLeastSeconds * 1000 ||
    (validationPhotos && !isEpochOver())
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuStarted);
  const steps = step - first;
  return {
    kind: 'window',
    photos: steps * batchSize,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    loss: lossSum / steps,
  };
}

function answer(line: ContenderLine): void {
  process.stdout.write(formatContenderLine(line));
}

while (step < WARM_UP_STEPS || (validationPhotos && !isEpochOver())) await trainStep();
answer({
  kind: 'ready',
  version: `Node ${process.versions.node}`,
  parameters: describeNetwork(network).parameters,
  device: compiled.device,
});
for await (const line of createInterface({ input: process.stdin })) {
  answer(await trainWindow((JSON.parse(line) as { seconds: number }).seconds));
}
await compiled.dispose();
