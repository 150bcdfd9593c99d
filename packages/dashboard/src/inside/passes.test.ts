import { NETWORKS, type Network } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { compiledWith, MODERN, movedWeights, patternPixels } from '../testing/pass-sources.js';
import { backwardPass } from './backward-pass.js';
import { forwardPass } from './forward-pass.js';
import { PHOTO } from './receptive-field.js';

const ALL = [NETWORKS.cnn([16, 16, 3], 2), NETWORKS.dense([8, 8, 3], 2), MODERN];

function passOf(network: Network) {
  const weights = movedWeights(network);
  const pixels = patternPixels(network);
  const photo = Float64Array.from(pixels, (value) => value / 255);
  return { of: { network, weights }, pixels, photo };
}

describe('forwardPass()', () => {
  it.each(ALL)('gives what the engine gives, at every layer of $name', async (network) => {
    const { of, pixels, photo } = passOf(network);
    const compiled = await compiledWith(network, of.weights);
    const [height, width, channels] = network.input;
    const images = { pixels, labels: new Uint8Array(1), count: 1, height, width, channels };
    const names = network.layers.map(({ name }) => name);
    const expected = await compiled.activations(images, Int32Array.of(0), names);
    await compiled.dispose();
    const outputs = forwardPass(of, photo);
    for (const name of names) {
      const { shape, values } = expected.get(name)!;
      expect(outputs.get(name)!.shape, name).toEqual(shape.slice(1));
      const differences = Array.from(outputs.get(name)!.values, (one, i) =>
        Math.abs(one - values[i]),
      );
      expect(Math.max(...differences), name).toBeLessThan(2e-5);
    }
  });

  it('stops at a layer', () => {
    const { of, photo } = passOf(MODERN);
    expect([...forwardPass(of, photo, 'S').keys()]).toEqual(['A', 'N', 'S']);
  });
});

describe('backwardPass()', () => {
  it.each(ALL)('gives the finite differences of $name, for each of its classes', (network) => {
    const { of, photo } = passOf(network);
    const outputs = forwardPass(of, photo);
    const last = network.layers.at(-1)!.name;
    const classes = outputs.get(last)!.values.length;
    for (let label = 0; label < classes; label++) {
      const gradient = Float64Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0));
      const found = backwardPass(of, photo, outputs, { layer: last, gradient }).get(PHOTO)!;
      const valueAt = (i: number, by: number) => {
        const moved = photo.slice();
        moved[i] += by;
        return forwardPass(of, moved).get(last)!.values[label];
      };
      const step = 1e-6;
      for (let i = 0; i < photo.length; i += 29) {
        const expected = (valueAt(i, step) - valueAt(i, -step)) / (2 * step);
        expect(Math.abs(found[i] - expected), `value ${i}`).toBeLessThan(1e-7);
      }
    }
  });

  it('gives the gradient of a single value of an inner layer', () => {
    const { of, photo } = passOf(MODERN);
    const outputs = forwardPass(of, photo, 'C');
    const { shape, values } = outputs.get('C')!;
    const gradient = new Float64Array(values.length);
    gradient[shape[2] + 3] = 1;
    const found = backwardPass(of, photo, outputs, { layer: 'C', gradient }).get(PHOTO)!;
    const at = found.findIndex((value) => Math.abs(value) > 1e-4);
    const moved = photo.slice();
    moved[at] += 1e-6;
    const after = forwardPass(of, moved, 'C').get('C')!.values[shape[2] + 3];
    expect(found[at]).toBeCloseTo((after - values[shape[2] + 3]) / 1e-6, 5);
  });
});
