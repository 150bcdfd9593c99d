import { resolve } from 'node:path';
import { parseRunConfig, wilsonInterval } from '@peasy/core';
import { openPhotos } from '@peasy/data';
import { kernelsEngine } from '@peasy/kernels';
import { openStore } from '@peasy/tracker';
import { describeRun, prepareRun, train } from '@peasy/trainer';

// node train.js FOLDER: a folder a class, such as pets/cat/1.jpg and pets/dog/1.jpg.
const source = resolve(process.argv[2] ?? 'photos');
const config = parseRunConfig({ experiment: 'own photos', network: 'cnn', epochs: 10 });
const photos = await openPhotos({ ...config.data, source, cacheFolder: '.peasy/cache' });
const run = await prepareRun(config, photos, kernelsEngine);

const store = openStore({ file: 'peasy.db' });
const words = { name: photos.name, environment: { photos: source } };
const { test } = await train(run, {
  logger: store.startRun(describeRun(run, words)),
  onProgress(progress) {
    if (progress.kind !== 'epoch') return;
    const { valAccuracy, imagesPerSecond } = progress.metrics;
    const speed = Math.round(imagesPerSecond);
    console.log(`epoch ${progress.epoch}: ${valAccuracy.toFixed(3)}, ${speed} photos/s`);
  },
});
if (test) {
  const { low, high } = wilsonInterval(test.correct, test.count);
  const [accuracy, from, to] = [test.correct / test.count, low, high].map((x) => x.toFixed(3));
  console.log(`accuracy ${accuracy} on n = ${test.count} unseen photos, 95 %: ${from} to ${to}`);
}
await run.compiled.dispose();
store.close();
