import { describeNetwork, type Tensor } from '@peasy/core';
import { writeHdf5 } from '../hdf5/write-hdf5.js';
import type { NetworkToWrite } from '../network-file.js';
import { writeZip } from '../zip.js';
import { layerWords } from './keras-layers.js';
import { layerKeys } from './weight-source.js';
import { writeTopology } from './write-topology.js';

/** The oldest Keras that reads what is written here. */
const KERAS_VERSION = '3.0.0';

/** A network as a .keras file, for Keras 3. It takes photos divided by 255, NHWC. */
export async function writeKeras(model: NetworkToWrite): Promise<Uint8Array> {
  const { network, classes } = model;
  const encoder = new TextEncoder();
  const json = (value: unknown) => encoder.encode(JSON.stringify(value));
  const metadata = { keras_version: KERAS_VERSION, peasy_classes: classes };
  return writeZip(
    new Map([
      ['metadata.json', json(metadata)],
      ['config.json', json(writeTopology(network))],
      ['model.weights.h5', await writeHdf5(kerasArrays(model))],
    ]),
  );
}

function kerasArrays({ network, weights }: NetworkToWrite): ReadonlyMap<string, Tensor> {
  const words = network.layers.map((layer) =>
    layerWords(layer, { slope: 'negative_slope', silu: 'silu' }),
  );
  const keys = layerKeys(words.map(({ className }) => className));
  const arrays = new Map<string, Tensor>();
  for (const [index, layer] of describeNetwork(network).layers.entries()) {
    for (const [number, { name }] of layer.weights.entries()) {
      arrays.set(`layers/${keys[index]}/vars/${number}`, weights.get(name)!);
    }
  }
  return arrays;
}
