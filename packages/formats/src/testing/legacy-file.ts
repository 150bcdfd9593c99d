import type { Tensor } from '@peasy/core';
import type { Group } from 'h5wasm';
import { loadHdf5 } from '../hdf5/load-hdf5.js';
import { innerGroup } from '../hdf5/write-hdf5.js';

/** A layer as Keras 1 and 2 write it into an HDF5 file. */
export interface LegacyLayer {
  readonly className: string;
  readonly config: { readonly name: string } & Readonly<Record<string, unknown>>;
  /** In the order of the file, by name. */
  readonly weights?: readonly (readonly [name: string, tensor: Tensor])[];
}

/** A Sequential model as Keras 1 and 2 save it; `attributes` are those of the file. */
export async function legacyFile(
  layers: readonly LegacyLayer[],
  attributes: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const { File, FS } = await loadHdf5();
  const file = new File('/legacy.h5', 'w');
  const list = layers.map(({ className, config }) => ({ class_name: className, config }));
  const isOld = attributes.keras_version?.startsWith('1');
  const config = isOld ? list : { name: 'legacy', layers: list };
  file.create_attribute('model_config', JSON.stringify({ class_name: 'Sequential', config }));
  for (const [name, text] of Object.entries(attributes)) file.create_attribute(name, text);
  const root = file.create_group('model_weights');
  root.create_attribute(
    'layer_names',
    layers.map(({ config: said }) => said.name),
  );
  for (const { config: said, weights = [] } of layers) {
    const group = root.create_group(said.name);
    if (weights.length === 0) continue;
    group.create_attribute(
      'weight_names',
      weights.map(([name]) => name),
    );
    for (const [name, { shape, values }] of weights) {
      const parts = name.split('/');
      const parent = parts.slice(0, -1).reduce<Group>(innerGroup, group);
      const dataset = { name: parts.at(-1)!, data: values, shape: [...shape] };
      const isLarge = values.length > LARGE;
      parent.create_dataset(isLarge ? { ...dataset, ...compressed(shape) } : dataset);
    }
  }
  file.close();
  const bytes = FS.readFile('/legacy.h5');
  FS.unlink('/legacy.h5');
  return bytes;
}

/** Values from which on they are compressed, as a file that is made to be a bomb has them. */
const LARGE = 10_000;

function compressed(shape: readonly number[]) {
  return { chunks: [...shape], compression: 'gzip' as const, compression_opts: 9 };
}
