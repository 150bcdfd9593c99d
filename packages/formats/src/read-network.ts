import type { ReadFormat } from './choices.js';
import { FormatError } from './format-error.js';
import { isHdf5 } from './hdf5/open-hdf5.js';
import { readKerasHdf5, readKerasZip } from './keras/read-keras.js';
import type { NetworkFile, ReadOptions } from './network-file.js';
import { isSafetensors } from './safetensors/is-safetensors.js';
import { readSafetensors } from './safetensors/read-safetensors.js';
import { isZip } from './zip.js';

/** What a network's file is, by its first bytes (a few kB are enough); undefined: none that is read. */
export function recogniseNetwork(beginning: Uint8Array): ReadFormat | undefined {
  if (isHdf5(beginning)) return 'keras-hdf5';
  if (isZip(beginning)) return 'keras';
  return isSafetensors(beginning) ? 'safetensors' : undefined;
}

/**
 * Reads a network with its weights from the bytes of a file.
 * @throws FormatError when it is none that is read, is damaged, or has layers that Peasy has not.
 */
export async function readNetwork(
  file: Uint8Array,
  options: ReadOptions = {},
): Promise<NetworkFile> {
  // Node's Buffer is one too, but its slices are no copies.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  switch (recogniseNetwork(bytes)) {
    case 'keras-hdf5':
      return readKerasHdf5(bytes, options);
    case 'keras':
      return readKerasZip(bytes, options);
    case 'safetensors':
      return readSafetensors(bytes);
    default:
      throw new FormatError(
        'Expected a network of Keras (.h5 or .keras), or safetensors of Peasy, and it begins like none of them.',
      );
  }
}
