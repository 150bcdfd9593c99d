import { describeNetwork } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { reasonAgainst } from './choose-instruction-set.js';
import { nodeFeatures } from './environment.js';
import { kernelsEngine } from './index.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';

const reason = await reasonAgainst('wide', nodeFeatures());

/** V8's revectoriser is young, and a wrong value here and there may leave the loss as it is: so every bit is compared. */
describe.skipIf(reason)(
  `256 bits compute what 128 compute${reason ? ` [skipped: ${reason}]` : ''}`,
  () => {
    it.each(SMALL_NETWORKS)('$title', async ({ network, batch }) => {
      const images = randomImages(91, batch, network.input, describeNetwork(network).classes);
      const trained = [];
      for (const instructionSet of ['relaxed', 'wide'] as const) {
        const compiled = await kernelsEngine.compile(network, {
          ...REFERENCE_OPTIONS,
          batchSize: batch,
          optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
          instructionSet,
        });
        await compiled.setWeights(randomWeights(network, 92));
        for (let step = 0; step < 3; step++) {
          await compiled.trainStep({ images, indices: firstIndices(batch), step });
        }
        trained.push(await compiled.weights());
        await compiled.dispose();
      }
      expect(trained[1]).toEqual(trained[0]);
    });
  },
);
