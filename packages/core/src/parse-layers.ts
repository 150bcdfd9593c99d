import { ConfigError, isRecord, parseValue, refuse, type ValueRule } from './config-field.js';
import { nearestWord } from './nearest.js';
import { ACTIVATIONS, INITIALIZERS, LAYER_KINDS, type Layer, PADDINGS } from './network.js';

type LayerField = ValueRule & { readonly optional?: boolean };

const COUNT: LayerField = { type: 'integer', min: 1 };
const INITIALIZER: LayerField = { type: 'choice', choices: INITIALIZERS, optional: true };

/** What each kind of layer is told beside its kind and its name. */
const LAYER_FIELDS: Readonly<Record<Layer['kind'], Readonly<Record<string, LayerField>>>> = {
  conv2d: {
    filters: COUNT,
    kernelSize: COUNT,
    padding: { type: 'choice', choices: PADDINGS },
    strides: { type: 'integer', min: 1, max: 2, optional: true },
    useBias: { type: 'boolean', optional: true },
    initializer: INITIALIZER,
  },
  activation: {
    activation: { type: 'choice', choices: ACTIVATIONS },
    alpha: { type: 'number', min: 0, max: 1, optional: true },
  },
  maxPool2d: { poolSize: COUNT },
  dropout: { rate: { type: 'number', min: 0, max: 1, open: 'max' } },
  flatten: {},
  dense: { units: COUNT, initializer: INITIALIZER },
  avgPool2d: { poolSize: COUNT },
  globalAveragePool2d: {},
  batchNormalization: {
    momentum: { type: 'number', min: 0, max: 1, open: 'max', optional: true },
    epsilon: { type: 'number', min: 0, open: 'min', optional: true },
  },
  add: { from: { type: 'string' } },
};

/**
 * The layers of a network from a config, checked key by key. Whether they fit together, and the
 * photos, is for `describeNetwork` to say.
 * @throws ConfigError naming the key path ("network[3].filters"), what was expected and what came.
 */
export function parseLayers(input: unknown, path = 'network'): Layer[] {
  if (!Array.isArray(input) || input.length === 0) {
    return refuse(path, 'a list of layers', input);
  }
  return input.map((layer, index) => parseLayer(layer, `${path}[${index}]`));
}

function parseLayer(input: unknown, path: string): Layer {
  if (!isRecord(input)) return refuse(path, 'a layer, an object with a kind and a name', input);
  const kind = parseValue({ type: 'choice', choices: LAYER_KINDS }, `${path}.kind`, input.kind);
  const fields: Readonly<Record<string, LayerField>> = {
    name: { type: 'string' },
    ...LAYER_FIELDS[kind as Layer['kind']],
  };
  refuseUnknownKeys(input, ['kind', ...Object.keys(fields)], path);
  const layer: Record<string, unknown> = { kind };
  for (const [key, field] of Object.entries(fields)) {
    if (field.optional && input[key] === undefined) continue;
    layer[key] = parseValue(field, `${path}.${key}`, input[key]);
  }
  return layer as unknown as Layer;
}

function refuseUnknownKeys(input: object, known: readonly string[], path: string): void {
  for (const key of Object.keys(input)) {
    if (known.includes(key)) continue;
    const near = nearestWord(key, known);
    throw new ConfigError(
      `Unknown key ${path}.${key} in the config.${near ? ` Did you mean ${near}?` : ''} Known keys there: ${known.join(', ')}.`,
    );
  }
}
