import {
  describeNetwork,
  type NamedTensors,
  type Network,
  parseLayers,
  type Tensor,
} from '@peasy/core';
import { Fields, parseJson, show } from '../fields.js';
import { asFormatError, FormatError } from '../format-error.js';
import type { NetworkFile, Origin } from '../network-file.js';
import { headerLength, LENGTH_BYTES } from './is-safetensors.js';

/** Safetensors that Peasy wrote, whose metadata say the network. @throws FormatError */
export function readSafetensors(bytes: Uint8Array): NetworkFile {
  const start = LENGTH_BYTES + headerLength(bytes);
  if (start > bytes.length) {
    throw new FormatError(
      `Expected a header of ${start - LENGTH_BYTES} bytes, and the file ends after ${bytes.length}: it is cut off.`,
    );
  }
  const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start));
  const header = new Fields(parseJson(text, 'the header of the safetensors'), 'the header');
  const metadata = new Fields(header.get('__metadata__') ?? {}, '__metadata__');
  const told = metadata.get('peasy_network');
  if (typeof told !== 'string') {
    throw new FormatError(
      'Expected safetensors that Peasy wrote: others hold weights alone, and do not say of which network.',
    );
  }
  const network = parseNetwork(parseJson(told, 'peasy_network of the safetensors'));
  const classes = parseJson(metadata.text('peasy_classes', '[]'), 'peasy_classes') as string[];
  const origin: Origin = {
    format: 'safetensors',
    program: 'Peasy',
    backend: undefined,
    channels: 'last',
    flipped: false,
    notes: [],
  };
  const weights = readWeights(network, header, bytes.subarray(start));
  return { network, weights, classes: Array.isArray(classes) ? classes : undefined, origin };
}

function parseNetwork(json: unknown): Network {
  const fields = new Fields(json, 'the network');
  const input = fields.list('input');
  if (input.length !== 3 || !input.every(Number.isInteger)) {
    throw new FormatError(`Expected an input [height, width, channels], got ${show(input)}.`);
  }
  try {
    const [height, width, channels] = input as [number, number, number];
    return {
      name: fields.text('name'),
      input: [height, width, channels],
      layers: parseLayers(fields.get('layers'), 'layers'),
    };
  } catch (error) {
    throw asFormatError(error, 'The network of the safetensors could not be read');
  }
}

function readWeights(network: Network, header: Fields, content: Uint8Array): NamedTensors {
  const weights = new Map<string, Tensor>();
  for (const { name, shape } of describe(network).weights) {
    const entry = header.fields(name);
    entry.require('dtype', 'F32', 'none');
    entry.require('shape', shape, 'none');
    const [from, to] = entry.list('data_offsets') as number[];
    const size = 4 * shape.reduce((product, axis) => product * axis, 1);
    if (!Number.isInteger(from) || from < 0 || to - from !== size || to > content.length) {
      throw new FormatError(
        `Expected ${size} bytes of ${show(name)} within the ${content.length} of the file, got ${from} to ${to}.`,
      );
    }
    // Numbers of four bytes each need not lie at a multiple of four.
    weights.set(name, { shape, values: new Float32Array(content.slice(from, to).buffer) });
  }
  return weights;
}

function describe(network: Network): ReturnType<typeof describeNetwork> {
  try {
    return describeNetwork(network);
  } catch (error) {
    throw asFormatError(error, 'The network of the safetensors cannot be built here');
  }
}
