import { StoreError } from '../store/store-error.js';
import { CsvSource } from './csv/csv-source.js';
import { JsonSource } from './json/json-source.js';
import { checkThere, isAddress, recogniseSource } from './recognise-source.js';
import type { ImportSource, SourceOptions } from './source.js';
import { TensorboardSource } from './tensorboard/tensorboard-source.js';

/** Opens what runs are imported from. @throws StoreError when it is nothing that they are read from. */
export async function openSource(
  options: SourceOptions,
  format = recogniseSource(options.source),
): Promise<ImportSource> {
  if (!isAddress(options.source)) checkThere(options.source);
  switch (format) {
    case 'csv':
      return new CsvSource(options);
    case 'json':
      return new JsonSource(options);
    case 'tensorboard':
      return new TensorboardSource(options);
    default:
      throw new StoreError('invalid', `Runs are not read from ${format} yet.`);
  }
}
