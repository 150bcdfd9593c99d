/** Writes Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding), as far as graphs and event files need it. */

const VARINT = 0;
const FIXED_64 = 1;
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
  return joinFields([Uint8Array.from(varint(tag(field, FIXED_32))), bytes]);
}

/** A double. */
export function doubleField(field: number, value: number): Encoded {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return joinFields([Uint8Array.from(varint(tag(field, FIXED_64))), bytes]);
}

/** Text, bytes, or a message within a message. */
export function bytesField(field: number, value: string | Encoded): Encoded {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  return joinFields([
    Uint8Array.from([...varint(tag(field, LENGTH_DELIMITED)), ...varint(bytes.length)]),
    bytes,
  ]);
}

/** A message of these fields. */
export function joinFields(fields: readonly Encoded[]): Encoded {
  const joined = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let place = 0;
  for (const field of fields) {
    joined.set(field, place);
    place += field.length;
  }
  return joined;
}

/** By what every JavaScript has: core knows of no platform. Halves of characters become U+FFFD. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return Uint8Array.from(escaped.match(/%..|./g) ?? [], (part) =>
    part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0),
  );
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
