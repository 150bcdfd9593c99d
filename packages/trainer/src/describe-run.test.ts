import { configFromParams, parseRunConfig } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import { randomImages } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import { expect, it } from 'vitest';
import { describeRun } from './describe-run.js';
import { prepareRun } from './prepare.js';

const SIZE = 8;

it('describeRun() tells a record what the run is, so that its config can be read back', async () => {
  const photos: PhotoSet = {
    kind: 'files',
    name: 'pets',
    classes: ['cat', 'dog'],
    paths: Array.from({ length: 20 }, (_, i) => `${i}.png`),
    hashes: Array.from({ length: 20 }, (_, i) => i.toString(16).padStart(64, '0')),
    images: randomImages(1, 20, [SIZE, SIZE, 3], 2),
    rejected: [{ path: 'broken.png', reason: 'is empty (zero bytes)' }],
    digest: 'abc',
    cached: false,
  };
  const config = parseRunConfig({ network: 'dense', data: { size: SIZE }, batchSize: 4 });
  const run = await prepareRun(config, photos, kernelsEngine);
  const environment = { photos: '/photos/pets' };
  const start = describeRun(run, { name: 'mine', tags: { why: 'a test' }, environment });
  expect(start).toMatchObject({
    name: 'mine',
    engine: 'kernels',
    dataset: { name: 'pets', digest: 'abc' },
    classes: ['cat', 'dog'],
    tags: { why: 'a test' },
    split: { train: run.split.train.length },
    environment: { photos: '/photos/pets', photosLeftOut: 1, ...run.compiled.settings },
  });
  const texts = Object.entries(start.params!).map(([key, value]) => [key, String(value)]);
  expect(configFromParams(Object.fromEntries(texts))).toEqual(config);
  await run.compiled.dispose();
});
