import { RandomStream, type Tensor } from '@peasy/core';
import { backwardPass } from './backward-pass.js';
import { forwardPass, type PassNetwork } from './forward-pass.js';
import { PHOTO } from './receptive-field.js';

/** Steps of the ascent, and how far each goes by root mean square of the photo's values (0 to 1). */
export const ASCENT_STEPS = 60;
export const ASCENT_SIZE = 0.04;

/** A picture that excites a filter or a unit. */
export interface ExcitingInput {
  /** 0 to 1, `[height, width, channels]`. */
  readonly picture: Tensor;
  /** Mean over the map before the first step, and after the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Climbs from grey noise to a photo that excites a filter of a layer, by gradient ascent on the
 * mean of its map (a unit's value). Values stay within those of a photo.
 * @param seed of the noise.
 */
export function excitingInput(
  of: PassNetwork,
  layer: string,
  channel: number,
  seed = 1,
): ExcitingInput {
  const random = new RandomStream(seed);
  const [height, width, channels] = of.network.input;
  const photo = Float64Array.from(
    { length: height * width * channels },
    () => 0.5 + 0.1 * (random.uniform() - 0.5),
  );
  let from: number | undefined;
  for (let step = 0; step < ASCENT_STEPS; step++) {
    const outputs = forwardPass(of, photo, layer);
    const { shape, values } = outputs.get(layer)!;
    const maps = shape.at(-1)!;
    const places = values.length / maps;
    from ??= meanOf(values, channel, maps);
    const gradient = new Float64Array(values.length);
    for (let i = channel; i < gradient.length; i += maps) gradient[i] = 1 / places;
    const slope = backwardPass(of, photo, outputs, { layer, gradient }).get(PHOTO)!;
    const size = Math.sqrt(slope.reduce((sum, value) => sum + value * value, 0) / slope.length);
    // A filter that nothing moves has no slope to climb.
    if (size === 0) break;
    for (let i = 0; i < photo.length; i++) {
      photo[i] = Math.max(0, Math.min(1, photo[i] + (ASCENT_SIZE * slope[i]) / size));
    }
  }
  const { shape, values } = forwardPass(of, photo, layer).get(layer)!;
  return {
    picture: { shape: of.network.input, values: Float32Array.from(photo) },
    from: from ?? 0,
    to: meanOf(values, channel, shape.at(-1)!),
  };
}

function meanOf(values: Float64Array, channel: number, maps: number): number {
  let sum = 0;
  for (let i = channel; i < values.length; i += maps) sum += values[i];
  return (sum * maps) / values.length;
}
