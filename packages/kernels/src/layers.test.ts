import { describeNetwork } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { findFusedGroups } from './plan/fused-groups.js';
import { GENERAL_NETWORKS } from './testing/general-networks.js';
import { referenceForward } from './testing/reference-network.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';

describe('layers against a plain float64 computation', () => {
  it.each([...SMALL_NETWORKS, ...GENERAL_NETWORKS])('$title', async ({ network, batch }) => {
    const { classes } = describeNetwork(network);
    const images = randomImages(11, batch, network.input, classes);
    const weights = randomWeights(network, 12);
    const compiled = await kernelsEngine.compile(network, {
      ...REFERENCE_OPTIONS,
      batchSize: batch,
    });
    await compiled.setWeights(weights);
    const names = network.layers.map(({ name }) => name);
    const activations = await compiled.activations(images, firstIndices(batch), names);
    for (let photo = 0; photo < batch; photo++) {
      const reference = referenceForward(network, weights, images, photo);
      for (const name of names) {
        const { shape, values } = reference.get(name)!;
        const actual = activations.get(name)!;
        expect(actual.shape, name).toEqual([batch, ...shape]);
        const row = actual.values.subarray(photo * values.length, (photo + 1) * values.length);
        // One expectation a layer: thousands of values, each with its own, take seconds.
        const wrong = values.findIndex(
          (value, i) => !(Math.abs(row[i] - value) < 1e-5 * Math.max(1, Math.abs(value))),
        );
        expect(wrong, `${name}, photo ${photo}: ${row[wrong]}, not ${values[wrong]}`).toBe(-1);
      }
    }
    await compiled.dispose();
  });

  it('gives the same activations for a photo whatever batch it comes in', async () => {
    const { network } = SMALL_NETWORKS[0];
    const images = randomImages(11, 9, network.input, 3);
    const compiled = await kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, batchSize: 4 });
    await compiled.setWeights(randomWeights(network, 12));
    const all = await compiled.evaluate(images, firstIndices(9));
    for (let photo = 0; photo < 9; photo++) {
      const alone = await compiled.evaluate(images, Int32Array.of(photo));
      expect(alone.probabilities).toEqual(all.probabilities.slice(photo * 3, photo * 3 + 3));
    }
    await compiled.dispose();
  });

  it.each(SMALL_NETWORKS)(
    'agree with evaluation, which fuses layers: $title',
    async ({ network, batch }) => {
      const described = describeNetwork(network);
      const images = randomImages(11, batch, network.input, described.classes);
      const compiled = await kernelsEngine.compile(network, {
        ...REFERENCE_OPTIONS,
        batchSize: batch,
      });
      await compiled.setWeights(randomWeights(network, 12));
      const last = network.layers.at(-1)!.name;
      const activations = await compiled.activations(images, firstIndices(batch), [last]);
      const { probabilities } = await compiled.evaluate(images, firstIndices(batch));
      // Winograd's transforms, of the fused convolutions only, round otherwise than window by window.
      const isTransformed = findFusedGroups(network.layers, described.layers).some(
        ({ channels, height, width }) =>
          channels === 3 || (channels % 8 === 0 && ((height >> 1) | (width >> 1)) % 2 === 0),
      );
      const layerByLayer = activations.get(last)!.values;
      if (!isTransformed) expect(layerByLayer).toEqual(probabilities);
      const differences = probabilities.map((value, i) => Math.abs(value - layerByLayer[i]));
      expect(Math.max(...differences)).toBeLessThan(1e-6);
      await compiled.dispose();
    },
  );
});
