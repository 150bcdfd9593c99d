/** Writes Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding), as far as a graph needs it. */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** An encoded field, or several one after the other: a message. */
export type Encoded = Uint8Array;

/** A whole number, as int32, int64, bool and enums are written; below zero in ten bytes. */
export function integerField(field: number, value: number): Encoded {
  return Uint8Array.from([...varint(tag(field, VARINT)), ...varint(value)]);
}

/** A float. */
export function floatField(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...varint(tag(field, FIXED_32)), ...bytes]);
}

/** Text, bytes, or a message within a message. */
export function bytesField(field: number, value: string | Encoded): Encoded {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return join([
    Uint8Array.from([...varint(tag(field, LENGTH_DELIMITED)), ...varint(bytes.length)]),
    bytes,
  ]);
}

/** A message of these fields. */
export function join(fields: readonly Encoded[]): Encoded {
  return Buffer.concat(fields);
}

function tag(field: number, wireType: number): number {
  return field * 8 + wireType;
}

function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}
