import { describeNetwork, type Network } from '@peasy/core';
import { layerWords } from './keras-layers.js';

/** The name of the layer that Keras has before ours. */
const INPUT = 'photos';

/** A network as the config.json of Keras 3: Sequential, or Functional where it adds earlier outputs. */
export function writeTopology(network: Network): object {
  const isFunctional = network.layers.some(({ kind }) => kind === 'add');
  const input = {
    batch_shape: [null, ...network.input],
    dtype: 'float32',
    name: inputName(network),
  };
  const rows = [
    { className: 'InputLayer', config: input },
    ...network.layers.map((layer) => layerWords(layer, { slope: 'negative_slope', silu: 'silu' })),
  ];
  const layers = rows.map(({ className, config }, index) => ({
    ...{ module: 'keras.layers', class_name: className, config, registered_name: null },
    ...(isFunctional && {
      name: config.name,
      inbound_nodes: index === 0 ? [] : [inboundNode(network, index - 1)],
    }),
  }));
  const name = network.name;
  if (!isFunctional) {
    const config = { name, trainable: true, dtype: 'float32', layers };
    return { module: 'keras', class_name: 'Sequential', config, registered_name: null };
  }
  const ends = {
    input_layers: [inputName(network), 0, 0],
    output_layers: [network.layers.at(-1)!.name, 0, 0],
  };
  const config = { name, trainable: true, layers, ...ends };
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config,
    registered_name: 'Functional',
  };
}

/** Names are unique in Keras, those of the input among them. */
export function inputName(network: Network): string {
  let name = INPUT;
  while (network.layers.some((layer) => layer.name === name)) name += '_';
  return name;
}

/** What the layer takes: the output before it, and of an addition that of an earlier layer too. */
function inboundNode(network: Network, index: number): object {
  const layer = network.layers[index];
  const before = network.layers[index - 1]?.name ?? inputName(network);
  // Both terms of an addition are of the shape of its input.
  const shape = [null, ...describeNetwork(network).layers[index].inputShape];
  const tensor = (name: string) => ({
    class_name: '__keras_tensor__',
    config: { shape, dtype: 'float32', keras_history: [name, 0, 0] },
  });
  const args = layer.kind === 'add' ? [tensor(before), tensor(layer.from)] : tensor(before);
  return { args: [args], kwargs: {} };
}
