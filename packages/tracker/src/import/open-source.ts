import { CsvSource } from './csv/csv-source.js';
import { JsonSource } from './json/json-source.js';
import { MlflowFileSource } from './mlflow/mlflow-file-source.js';
import { openMlflowServer } from './mlflow/mlflow-server-source.js';
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
    case 'mlflow':
      return isAddress(options.source) ? openMlflowServer(options) : new MlflowFileSource(options);
  }
}
