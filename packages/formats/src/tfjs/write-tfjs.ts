import { describeNetwork, type Network, type WeightDescription } from '@peasy/core';
import { type Dialect, layerWords } from '../keras/keras-layers.js';
import { inputName } from '../keras/write-topology.js';
import type { NetworkToWrite, WrittenFile } from '../network-file.js';

const DIALECT: Dialect = { slope: 'alpha', silu: 'swish' };
const WEIGHTS_FILE = 'weights.bin';

/** Names of weights in TensorFlow.js, where they differ. */
const ROLES: Readonly<Partial<Record<WeightDescription['role'], string>>> = {
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
};

/** A network as model.json and weights.bin, for `loadLayersModel` of TensorFlow.js. It takes photos divided by 255, NHWC. */
export function writeTfjs({ network, weights, classes }: NetworkToWrite): WrittenFile[] {
  const described = describeNetwork(network).weights;
  const size = described.reduce(
    (bytes, { name }) => bytes + weights.get(name)!.values.byteLength,
    0,
  );
  const content = new Uint8Array(size);
  let place = 0;
  for (const { name } of described) {
    const { buffer, byteOffset, byteLength } = weights.get(name)!.values;
    content.set(new Uint8Array(buffer, byteOffset, byteLength), place);
    place += byteLength;
  }
  const entries = described.map(({ layer, role, shape }) => ({
    ...{ name: `${layer}/${ROLES[role] ?? role}`, shape, dtype: 'float32' },
  }));
  const model = {
    format: 'layers-model',
    generatedBy: 'Peasy',
    convertedBy: null,
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: topology(network),
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: entries }],
    userDefinedMetadata: { classes },
  };
  return [
    { path: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(model)) },
    { path: WEIGHTS_FILE, bytes: content },
  ];
}

/** As Keras 2 has it, Sequential, or Functional where it adds earlier outputs. */
function topology(network: Network): object {
  const input = inputName(network);
  const isFunctional = network.layers.some(({ kind }) => kind === 'add');
  const rows = [
    {
      className: 'InputLayer',
      config: {
        batch_input_shape: [null, ...network.input],
        dtype: 'float32',
        sparse: false,
        name: input,
      },
    },
    ...network.layers.map((layer) => layerWords(layer, DIALECT)),
  ];
  const names = [input, ...network.layers.map(({ name }) => name)];
  const layers = rows.map(({ className, config }, index) => ({
    ...{ class_name: className, config },
    ...(isFunctional && { name: names[index], inbound_nodes: inboundNodes(network, names, index) }),
  }));
  if (!isFunctional) return { class_name: 'Sequential', config: { name: network.name, layers } };
  const ends = { input_layers: [[input, 0, 0]], output_layers: [[names.at(-1), 0, 0]] };
  return { class_name: 'Model', config: { name: network.name, layers, ...ends } };
}

function inboundNodes(network: Network, names: readonly string[], index: number): unknown[] {
  if (index === 0) return [];
  const layer = network.layers[index - 1];
  const sources = [names[index - 1], ...(layer.kind === 'add' ? [layer.from] : [])];
  return [sources.map((name) => [name, 0, 0, {}])];
}
