import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { GOLDEN, readNpy, readSeedCnnWeights } from '@peasy/engine-contract';
import { openStore } from '@peasy/tracker';
import sharp from 'sharp';
import { config, emptyFolder, peasy } from './peasy.js';

/** A record whose run `golden` has the published weights in its newest snapshot. */
export interface GoldenRecord {
  readonly folder: string;
  readonly run: string;
  /** Epoch of the snapshot with those weights. */
  readonly epoch: number;
}

const CLASSES = ['cat', 'dog'];
const SIZE = 32;

/**
 * Trains for an epoch on the 32 reference photos, so that the run has a set that is here, and keeps
 * the published weights as its next snapshot.
 */
export async function goldenRecord(): Promise<GoldenRecord> {
  const folder = emptyFolder();
  await writePhotos(path.join(folder, 'photos'));
  const trained = await peasy(folder, [
    ...['train', '--config', config('cnn'), '--data', 'photos', '--epochs', '1'],
    ...['--name', 'golden', '--json'],
  ]);
  if (trained.code !== 0) throw new Error(trained.stderr);
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  try {
    const { id } = store.findRun('golden');
    const { logger } = store.resumeRun(id, { epochsPlanned: 2 });
    await logger.saveSnapshot({
      step: 1000,
      epoch: 2,
      reasons: ['scheduled'],
      weights: await readSeedCnnWeights(),
    });
    await logger.finish('finished');
    return { folder, run: id, epoch: 2 };
  } finally {
    store.close();
  }
}

/** The reference photos as files: lossless, and of the size that the network takes. Photo 7 is 07.png. */
async function writePhotos(folder: string): Promise<void> {
  const { values } = readNpy(path.join(GOLDEN, 'seed-cnn/images.npy'));
  const labels = readNpy(path.join(GOLDEN, 'seed-cnn/labels.npy')).values;
  for (const name of CLASSES) mkdirSync(path.join(folder, name), { recursive: true });
  const bytes = SIZE * SIZE * 3;
  for (let i = 0; i < labels.length; i++) {
    const pixels = (values as Uint8Array).subarray(i * bytes, (i + 1) * bytes);
    const file = path.join(folder, CLASSES[Number(labels[i])], `${String(i).padStart(2, '0')}.png`);
    await sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 3 } })
      .png()
      .toFile(file);
  }
}
