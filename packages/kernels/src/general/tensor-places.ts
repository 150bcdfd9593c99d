import type { TensorPlace } from '../weight-transfer.js';
import type { GeneralJob } from './general-pass.js';

/** Where the weights lie that are evaluated and kept: the averages, if there are any. */
export function weightPlaces({ plan }: GeneralJob): TensorPlace[] {
  const { averages, weights } = plan.regions;
  return plan.weights.map((matrix) => ({
    name: matrix.name,
    matrix,
    address: (averages ?? weights) + matrix.offset * 4,
  }));
}

/** Where the optimiser's state lies; with averages, what is trained on is a part of it. */
export function statePlaces({ plan }: GeneralJob): TensorPlace[] {
  const { states, averages } = plan.regions;
  return plan.weights.flatMap((matrix) => {
    const moving = matrix.trainable ? states : [];
    const places = moving.map(({ name, address }) => ({
      name: `${matrix.name}/${name}`,
      matrix,
      address: address + matrix.offset * 4,
    }));
    if (averages === undefined) return places;
    return [...places, { name: `${matrix.name}/trained`, matrix, address: matrix.weights }];
  });
}
