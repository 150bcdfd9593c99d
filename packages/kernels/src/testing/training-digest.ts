import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { NETWORKS } from '@peasy/core';
import { randomImages, randomWeights } from '@peasy/engine-contract';
import { kernelsEngine } from '../kernels-engine.js';

/** SHA-256 of losses and weights after a few steps of a small network: equal digests mean equal bits. */
export async function trainingDigest(): Promise<string> {
  const network = NETWORKS.cnn([16, 16, 3], 2);
  const images = randomImages(71, 64, network.input, 2);
  const compiled = await kernelsEngine.compile(network, {
    seed: 72,
    batchSize: 32,
    loss: 'binaryCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  });
  await compiled.setWeights(randomWeights(network, 73));
  const hash = createHash('sha256');
  for (let step = 0; step < 8; step++) {
    const indices = Int32Array.from({ length: 29 }, (_, i) => (29 * step + i) % images.count);
    const { loss } = await compiled.trainStep({ images, indices, step });
    hash.update(Float64Array.of(loss));
  }
  for (const { values } of (await compiled.weights()).values()) hash.update(values);
  await compiled.dispose();
  return hash.digest('hex');
}

// Run as a program, it prints the digest: for a test that compares processes.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(await trainingDigest());
}
