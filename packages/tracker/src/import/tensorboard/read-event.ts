import { readMessage, signed } from './read-message.js';

/** An event of event.proto, as far as the record has a place for it. */
export interface TensorboardEvent {
  /** Wall time in seconds since 1970. */
  readonly seconds: number;
  /** undefined: beyond ±9007199254740991. */
  readonly step: number | undefined;
  readonly values: readonly SummaryValue[];
  /** It holds a graph of a network. */
  readonly hasGraph: boolean;
}

/** A value of a summary (summary.proto). */
export interface SummaryValue {
  readonly tag: string;
  /** Which part of TensorBoard shows it, where it says so: "scalars", "images", "hparams". */
  readonly plugin: string | undefined;
  readonly pluginContent: Buffer | undefined;
  readonly kind: 'number' | 'tensor' | 'image' | 'histogram' | 'audio' | 'empty';
  /** Of a number, or of a tensor with one. */
  readonly value: number | undefined;
}

/** @throws RangeError when it is no event. */
export function readEvent(message: Buffer): TensorboardEvent {
  let seconds = 0;
  let step: number | undefined = 0;
  let hasGraph = false;
  const values: SummaryValue[] = [];
  for (const part of readMessage(message)) {
    if (part.field === 1 && part.type === 'fixed64') seconds = part.bytes.readDoubleLE();
    else if (part.field === 2 && part.type === 'varint') step = signed(part.value);
    else if ((part.field === 4 || part.field === 9) && part.type === 'bytes') hasGraph = true;
    else if (part.field === 5 && part.type === 'bytes') {
      for (const inner of readMessage(part.bytes)) {
        if (inner.field === 1 && inner.type === 'bytes') values.push(readValue(inner.bytes));
      }
    }
  }
  return { seconds, step, values, hasGraph };
}

const KINDS: Readonly<Record<number, SummaryValue['kind']>> = {
  3: 'histogram',
  4: 'image',
  5: 'histogram',
  6: 'audio',
};

function readValue(message: Buffer): SummaryValue {
  let tag = '';
  let kind: SummaryValue['kind'] = 'empty';
  let value: number | undefined;
  let plugin: string | undefined;
  let pluginContent: Buffer | undefined;
  for (const part of readMessage(message)) {
    if (part.type === 'fixed32' && part.field === 2) {
      kind = 'number';
      value = part.bytes.readFloatLE();
    }
    if (part.type !== 'bytes') continue;
    if (part.field === 1) tag = part.bytes.toString();
    else if (part.field === 8) {
      kind = 'tensor';
      value = tensorNumber(part.bytes);
    } else if (part.field === 9) ({ plugin, pluginContent } = pluginOf(part.bytes));
    else kind = KINDS[part.field] ?? kind;
  }
  return { tag, plugin, pluginContent, kind, value };
}

function pluginOf(metadata: Buffer): { plugin?: string; pluginContent?: Buffer } {
  const found: { plugin?: string; pluginContent?: Buffer } = {};
  for (const part of readMessage(metadata)) {
    if (part.field !== 1 || part.type !== 'bytes') continue;
    for (const inner of readMessage(part.bytes)) {
      if (inner.type !== 'bytes') continue;
      if (inner.field === 1) found.plugin = inner.bytes.toString();
      if (inner.field === 2) found.pluginContent = inner.bytes;
    }
  }
  return found;
}

/** How a number of a type of types.proto stands in `tensor_content`. */
const CONTENT: Readonly<Record<number, readonly [bytes: number, read: (at: Buffer) => number]>> = {
  1: [4, (at) => at.readFloatLE()],
  2: [8, (at) => at.readDoubleLE()],
  3: [4, (at) => at.readInt32LE()],
  4: [1, (at) => at.readUInt8()],
  6: [1, (at) => at.readInt8()],
  9: [8, (at) => Number(at.readBigInt64LE())],
  10: [1, (at) => at.readUInt8()],
  14: [2, (at) => bfloat16(at.readUInt16LE())],
  19: [2, (at) => float16(at.readUInt16LE())],
};

/** The number of a tensor that has one (tensor.proto), or undefined. */
function tensorNumber(message: Buffer): number | undefined {
  let type = 0;
  let found: number | undefined;
  for (const part of readMessage(message)) {
    if (part.type === 'varint') {
      if (part.field === 1) type = Number(part.value);
      else if ([7, 10, 11].includes(part.field)) found = signed(part.value);
      else if (part.field === 13) found = half(type, Number(part.value));
    } else if (part.type === 'fixed32' && part.field === 5) found = part.bytes.readFloatLE();
    else if (part.type === 'fixed64' && part.field === 6) found = part.bytes.readDoubleLE();
    else if (part.type === 'bytes') found = packedNumber(part.field, part.bytes, type) ?? found;
  }
  return found;
}

/** Repeated fields are packed; a tensor of one number has one in one of them, or the bytes of one. */
function packedNumber(field: number, bytes: Buffer, type: number): number | undefined {
  switch (field) {
    case 4: {
      const content: (typeof CONTENT)[number] | undefined = CONTENT[type];
      return content?.[0] === bytes.length ? content[1](bytes) : undefined;
    }
    case 5:
      return bytes.length === 4 ? bytes.readFloatLE() : undefined;
    case 6:
      return bytes.length === 8 ? bytes.readDoubleLE() : undefined;
    case 7:
    case 10:
    case 11:
    case 13: {
      const last = bytes.findIndex((byte) => byte < 0x80);
      if (last < 0 || last !== bytes.length - 1) return undefined;
      const [only] = readMessage(Buffer.concat([Buffer.of(8), bytes]));
      if (only.type !== 'varint') return undefined;
      return field === 13 ? half(type, Number(only.value)) : signed(only.value);
    }
    default:
      return undefined;
  }
}

function half(type: number, bits: number): number {
  return type === 14 ? bfloat16(bits) : float16(bits);
}

function bfloat16(bits: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(bits, 2);
  return bytes.readFloatLE();
}

/** IEEE 754's binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
