import { availableParallelism } from 'node:os';
import { networkOf } from '@peasy/core';
import { exportPhotos } from '../export-photos.js';
import { readConfig } from '../read-config.js';
import type { BaseJob } from './list-contenders.js';

/** The post's networks take seconds for an epoch of all photos; a modern one takes half a minute. */
function photosOfAnEpoch(name: string): number | undefined {
  return name === 'cnn-normalized' ? 2_560 : undefined;
}

/** What every contender is told for the config of that name: its network on all cores, and the photos as files. */
export async function prepareJob(name: string, source: string | undefined): Promise<BaseJob> {
  const config = await readConfig(name);
  const photos = await exportPhotos(name, source, config, photosOfAnEpoch(name));
  const { height, width, channels, classes } = photos;
  const { optimizer, loss, batchSize, seed } = config;
  return {
    network: { ...networkOf(config, [height, width, channels], classes.length), name },
    photos,
    optimizer,
    loss,
    batchSize,
    seed,
    threads: availableParallelism(),
  };
}
