import { EngineError } from './engine-error.js';
import { nearestWord } from './nearest.js';

/**
 * The layer of that name.
 * @param network its name, for messages.
 * @throws EngineError for the name of none, with the nearest one and all of them.
 */
export function findLayer<T extends { readonly name: string }>(
  network: string,
  layers: readonly T[],
  name: string,
): T {
  const found = layers.find((layer) => layer.name === name);
  if (found) return found;
  const names = layers.map((layer) => layer.name);
  const near = nearestWord(name, names);
  throw new EngineError(
    `No layer "${name}" in network "${network}".${near ? ` Did you mean "${near}"?` : ''} Layers: ${names.join(', ')}.`,
  );
}
