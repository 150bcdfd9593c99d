import type { NetworkToWrite } from '../network-file.js';

/** Where the numbers begin is a multiple of this, so that they can be used where they lie. */
const ALIGNMENT = 8;

/** The weights as safetensors, under their names here; the metadata say the network and the classes. */
export function writeSafetensors({ network, weights, classes }: NetworkToWrite): Uint8Array {
  let size = 0;
  const header: Record<string, unknown> = {
    __metadata__: {
      format: 'peasy',
      peasy_network: JSON.stringify(network),
      peasy_classes: JSON.stringify(classes),
    },
  };
  for (const [name, { shape, values }] of weights) {
    const from = size;
    size += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [from, size] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(ALIGNMENT + length + size).fill(0x20, ALIGNMENT, ALIGNMENT + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, ALIGNMENT);
  let place = ALIGNMENT + length;
  for (const { values } of weights.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
    place += values.byteLength;
  }
  return bytes;
}
