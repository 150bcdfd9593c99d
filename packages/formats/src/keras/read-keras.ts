import { Fields, parseJson } from '../fields.js';
import { FormatError } from '../format-error.js';
import { type Hdf5Tree, openHdf5 } from '../hdf5/open-hdf5.js';
import type { NetworkFile, Origin, ReadOptions } from '../network-file.js';
import { readZip, textOf } from '../zip.js';
import type { KerasModel, KerasVersion } from './keras-model.js';
import { parseTopology } from './parse-topology.js';
import { readWeights } from './read-weights.js';
import { translateModel } from './translate-model.js';
import { legacyWeights, type WeightSource, zippedWeights } from './weight-source.js';

/** A whole model that Keras 1, 2 or 3 saved as HDF5 (.h5). @throws FormatError */
export function readKerasHdf5(bytes: Uint8Array, options: ReadOptions): Promise<NetworkFile> {
  return openHdf5(bytes, (tree) => {
    const config = tree.texts('', 'model_config')?.[0];
    if (config === undefined) {
      throw new FormatError(
        'Expected a whole model of Keras (model.save), got an HDF5 file without model_config. One of save_weights holds weights alone.',
      );
    }
    const told = tree.texts('', 'keras_version')?.[0] ?? '1';
    const version = versionOf(told);
    const backend = tree.texts('', 'backend')?.[0];
    const model = parseTopology(parseJson(config, 'model_config of the file'), version);
    const origin = { format: 'keras-hdf5', program: `Keras ${told}`, backend } as const;
    return read(model, legacyWeights(tree), tree, origin, options);
  });
}

/** A model that Keras 3 saved (.keras). @throws FormatError */
export function readKerasZip(bytes: Uint8Array, options: ReadOptions): Promise<NetworkFile> {
  const names = ['config.json', 'metadata.json', 'model.weights.h5'];
  const files = readZip(bytes, names);
  const [config, metadata, weights] = names.map((name) => files.get(name));
  if (!config || !weights) {
    throw new FormatError(
      `Expected config.json and model.weights.h5 in the zip, as in a .keras file, got ${[...files.keys()].join(', ') || 'none of them'}.`,
    );
  }
  const about = new Fields(
    metadata ? parseJson(textOf(metadata), 'metadata.json') : {},
    'metadata.json',
  );
  const told = about.text('keras_version', '3');
  const model = parseTopology(parseJson(textOf(config), 'config.json'), 3);
  const origin = { format: 'keras', program: `Keras ${told}`, backend: undefined } as const;
  return openHdf5(weights, (tree) => ({
    ...read(model, zippedWeights(tree, model), tree, origin, options),
    classes: classesOf(about),
  }));
}

function read(
  model: KerasModel,
  source: WeightSource,
  { bytes }: Hdf5Tree,
  origin: Pick<Origin, 'format' | 'program' | 'backend'>,
  options: ReadOptions,
): NetworkFile {
  const translated = translateModel(model);
  const { network, channels } = translated;
  // Keras 1 does not say its backend; the order of Theano is Theano's.
  const isTheano = origin.backend
    ? origin.backend === 'theano'
    : model.version === 1 && channels === 'first';
  const flip = options.flip ?? isTheano;
  const weights = readWeights(translated, source, { version: model.version, flip, bytes });
  const backend = origin.backend ?? (isTheano ? 'theano' : undefined);
  const notes = [...translated.notes, ...kernelNotes(isTheano, flip)];
  const hasKernels = network.layers.some(({ kind }) => kind === 'conv2d');
  return {
    network,
    weights,
    classes: undefined,
    origin: {
      ...origin,
      backend,
      channels,
      flipped: flip && hasKernels,
      notes: hasKernels ? notes : translated.notes,
    },
  };
}

function kernelNotes(isTheano: boolean, flip: boolean): string[] {
  if (isTheano && flip) {
    return [
      'Kernels were turned by 180 degrees: Theano convolves, and here layers cross-correlate. It is the same network.',
    ];
  }
  if (isTheano) {
    return [
      'Kernels were NOT turned, as asked: Theano convolves, and here layers cross-correlate. It is another network than the one that was trained.',
    ];
  }
  return flip ? ['Kernels were turned by 180 degrees, as asked.'] : [];
}

function versionOf(told: string): KerasVersion {
  const major = Number.parseInt(told, 10);
  if (major === 1 || major === 2 || major === 3) return major;
  throw new FormatError(`Expected a file of Keras 1, 2 or 3, got one of version ${told}.`);
}

/** Peasy's own files say them. */
function classesOf(metadata: Fields): readonly string[] | undefined {
  const told = metadata.get('peasy_classes');
  return Array.isArray(told) && told.every((name) => typeof name === 'string') ? told : undefined;
}
