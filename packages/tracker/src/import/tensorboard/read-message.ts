/** One field of a Protocol Buffers message, as it stands on the wire. */
export type WireField =
  | { readonly field: number; readonly type: 'varint'; readonly value: number | bigint }
  | {
      readonly field: number;
      readonly type: 'fixed64' | 'fixed32' | 'bytes';
      readonly bytes: Buffer;
    };

/** The fields of a message, in their order (protobuf.dev/programming-guides/encoding). @throws RangeError when it is none. */
export function* readMessage(message: Buffer): Generator<WireField> {
  let at = 0;
  const varint = (): number | bigint => {
    const start = at;
    let value = 0;
    // 49 bits are a number; more are rare, and a bigint is slow.
    for (let scale = 1; scale <= 2 ** 42; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('A number is cut off.');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    at = start;
    return longVarint();
  };
  const longVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('A number is cut off.');
  };
  const bytes = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError('A field is cut off.');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { field, type: 'varint', value: varint() };
        break;
      case 1:
        yield { field, type: 'fixed64', bytes: bytes(8) };
        break;
      case 2:
        yield { field, type: 'bytes', bytes: bytes(Number(varint())) };
        break;
      case 5:
        yield { field, type: 'fixed32', bytes: bytes(4) };
        break;
      default:
        throw new RangeError(`There is no wire type ${tag % 8}.`);
    }
  }
}

/** A whole number with a sign, as int64, int32 and bool are written; undefined beyond ±9007199254740991. */
export function signed(value: number | bigint): number | undefined {
  if (typeof value === 'number') return value;
  const number = Number(BigInt.asIntN(64, value));
  return Number.isSafeInteger(number) ? number : undefined;
}
