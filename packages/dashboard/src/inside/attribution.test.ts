import { NETWORKS } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { MODERN, movedWeights, patternPixels } from '../testing/pass-sources.js';
import { gradCamLayer, gradCamOf, saliencyOf } from './attribution.js';
import { ASCENT_STEPS, excitingInput } from './exciting-input.js';
import { forwardPass } from './forward-pass.js';

const CNN = NETWORKS.cnn([16, 16, 3], 2);
const DENSE = NETWORKS.dense([8, 8, 3], 2);

function sourcesOf(network: typeof CNN) {
  const photo = Float64Array.from(patternPixels(network), (value) => value / 255);
  return { of: { network, weights: movedWeights(network) }, photo };
}

describe('saliencyOf()', () => {
  it('is what the logit loses where a pixel is dimmed a little', () => {
    const { of, photo } = sourcesOf(CNN);
    const { map, logit, probability } = saliencyOf(of, photo, 1);
    const pixel = 5 * 16 + 7;
    const dimmed = photo.slice();
    const share = 1e-5;
    for (let c = 0; c < 3; c++) dimmed[pixel * 3 + c] *= 1 - share;
    const after = forwardPass(of, dimmed).get('Classifier')!.values[1];
    expect(map.shape).toEqual([16, 16, 1]);
    expect(map.values[pixel]).toBeCloseTo((logit - after) / share, 4);
    expect(probability).toBe(forwardPass(of, photo).get('Probabilities')!.values[1]);
  });
});

describe('gradCamOf()', () => {
  it("weighs the last convolution's maps by the slope of the logit", () => {
    const { of, photo } = sourcesOf(CNN);
    const { layer, map, weights } = gradCamOf(of, photo, 0)!;
    expect(layer).toBe('ConvLayer2Activation');
    expect(map.shape).toEqual([8, 8, 1]);
    const maps = forwardPass(of, photo).get(layer)!.values;
    const place = 3 * 8 + 4;
    const sum = weights.reduce((total, weight, m) => total + weight * maps[place * 8 + m], 0);
    expect(map.values[place]).toBeCloseTo(Math.max(0, sum), 6);
  });

  it('passes normalisation and residual sums on the way, and has no meaning without a convolution', () => {
    expect(gradCamLayer(MODERN)).toBe('Sum');
    const { of, photo } = sourcesOf(DENSE);
    expect(gradCamOf(of, photo, 0)).toBeUndefined();
  });
});

describe('excitingInput()', () => {
  it.each([
    [CNN, 'ConvLayer1', 3],
    [CNN, 'ConvLayer2', 5],
    [DENSE, 'Input_layer', 100],
    [MODERN, 'C', 2],
  ] as const)('climbs, within what a photo may be: $1 of $0.name', (network, layer, channel) => {
    const { of } = sourcesOf(network);
    const { picture, from, to } = excitingInput(of, layer, channel);
    expect(to).toBeGreaterThan(from);
    expect(Math.min(...picture.values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...picture.values)).toBeLessThanOrEqual(1);
    expect(ASCENT_STEPS).toBeGreaterThan(0);
  });

  it('comes to the corner of a linear unit: white where its weight is above zero, black where below', () => {
    const { of } = sourcesOf(DENSE);
    const { picture } = excitingInput(of, 'Input_layer', 7);
    const kernel = of.weights.get('Input_layer/kernel')!;
    const units = kernel.shape[1];
    const large = Array.from(picture.values, (value, i) => [kernel.values[i * units + 7], value])
      .filter(([weight]) => Math.abs(weight) > 0.02)
      .every(([weight, value]) => value === (weight > 0 ? 1 : 0));
    expect(large).toBe(true);
  });
});
