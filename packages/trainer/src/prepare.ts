import { createHash } from 'node:crypto';
import {
  type CompiledNetwork,
  type DividedPhotos,
  describeNetwork,
  dividePhotos,
  type Engine,
  type EngineName,
  type Network,
  type NetworkDescription,
  NetworkError,
  networkOf,
  type RunConfig,
  type SplitSummary,
} from '@peasy/core';
import type { PhotoSet } from '@peasy/data';

/** A run, made ready: photos divided, network compiled, nothing recorded yet. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly photos: PhotoSet;
  readonly network: Network;
  readonly description: NetworkDescription;
  readonly split: DividedPhotos;
  readonly splitSummary: SplitSummary;
  readonly engine: EngineName;
  readonly compiled: CompiledNetwork;
}

/**
 * Divides the photos, builds the network for them and compiles it.
 * @throws SplitError, NetworkError, or what the engine says of a network that it cannot compute.
 */
export async function prepareRun(
  config: RunConfig,
  photos: PhotoSet,
  engine: Engine,
): Promise<PreparedRun> {
  const { images, classes, hashes } = photos;
  const split = dividePhotos(images, hashes, config.split);
  const network = networkOf(config, [images.height, images.width, images.channels], classes.length);
  const description = describeNetwork(network);
  if (description.classes !== classes.length) {
    throw new NetworkError(
      `Expected the last layer of network "${network.name}" to have ${classes.length} outputs, one for each of ${classes.join(', ')}, got ${description.classes}.`,
    );
  }
  const compiled = await engine.compile(network, {
    seed: config.seed,
    optimizer: config.optimizer,
    loss: config.loss,
    labelSmoothing: config.labelSmoothing,
    ema: config.ema,
    augmentation: config.augmentation,
    batchSize: config.batchSize,
  });
  const splitSummary = summarizeSplit(split, hashes);
  return {
    ...{ config, photos, network, description, split, splitSummary },
    ...{ engine: engine.name, compiled },
  };
}

function summarizeSplit(split: DividedPhotos, hashes: readonly string[]): SplitSummary {
  const digest = createHash('sha256');
  for (const role of ['train', 'validation', 'test'] as const) {
    digest.update(`${role}:`);
    for (const hash of Array.from(split[role], (i) => hashes[i]).sort()) digest.update(hash);
  }
  return {
    kind: split.kind,
    digest: digest.digest('hex'),
    train: split.train.length,
    validation: split.validation.length,
    test: split.test.length,
    testAlsoTrained: split.testAlsoTrained,
    validationAlsoTrained: split.validationAlsoTrained,
    testNearTrained: split.testNearTrained.length,
    validationNearTrained: split.validationNearTrained.length,
  };
}
