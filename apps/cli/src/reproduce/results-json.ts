import { wilsonInterval } from '@peasy/core';
import { claimRows } from './claim-rows.js';
import type { Measured } from './measure.js';
import type { Results } from './results.js';

/** All numbers of a reproduction, for programs. */
export function resultsJson(results: Results) {
  const { plan, photos, decodeSeconds, collected } = results;
  const { published, honestDifference, checks } = collected;
  return {
    plan,
    photos: {
      name: photos.name,
      kind: photos.kind,
      count: photos.images.count,
      digest: photos.digest,
      decodeSeconds,
    },
    trainings: Object.values(collected.trained).map((one) => ({
      key: one.training.key,
      network: one.training.network,
      split: one.training.split,
      run: { id: one.run.id, name: one.run.name },
      epochs: one.run.epochs,
      parameters: one.run.parameters,
      photosTrained: one.photosTrained,
      seconds: one.run.seconds,
      imagesPerSecond: one.imagesPerSecond ?? null,
      device: one.run.device,
      environment: one.run.environment,
      test: measuredJson(one.test),
      unseen: measuredJson(one.unseen),
      early: one.early ? { epoch: one.early.epoch, test: measuredJson(one.early.test) } : null,
    })),
    honestDifference,
    published: published
      ? {
          ...published.runs,
          kernelsTurned: measuredJson(published.turned),
          kernelsAsStored: measuredJson(published.asStored),
        }
      : null,
    convolution: checks.map(({ name, layer, filters }) => ({
      network: name,
      layer: layer.layer.name,
      filters,
    })),
    rows: claimRows(results),
  };
}

function measuredJson({ isRight: _, ...measured }: Measured) {
  const { correct, n } = measured;
  const accuracy = correct / n;
  return { accuracy, interval: wilsonInterval(correct, n), ...measured };
}
