import { closeSync, openSync, writeSync } from 'node:fs';
import { bytesField, doubleField, type Encoded, integerField, joinFields } from '@peasy/core';
import { crc32c } from './crc32c.js';

/** DT_DOUBLE of types.proto: nothing is rounded, as it would be in `simple_value`, a float. */
const DOUBLE = 2;
/** DATA_CLASS_SCALAR of summary.proto. */
const SCALAR = 1;
const CHUNK = 1 << 16;

/** TensorBoard's file of events (event.proto, summary.proto) in TensorFlow's file of records. */
export class EventFile {
  readonly #handle: number;
  #held: Uint8Array[] = [];
  #bytes = 0;
  readonly #named = new Set<string>();

  /** @param seconds wall time of its first event, since 1970. */
  constructor(file: string, seconds: number) {
    this.#handle = openSync(file, 'wx');
    this.#record(joinFields([doubleField(1, seconds), bytesField(3, 'brain.Event:2')]));
  }

  /** @param seconds wall time, since 1970. */
  scalar(tag: string, step: number, seconds: number, value: number): void {
    const content = new Uint8Array(8);
    new DataView(content.buffer).setFloat64(0, value, true);
    const tensor = joinFields([
      integerField(1, DOUBLE),
      bytesField(2, NO_AXES),
      bytesField(4, content),
    ]);
    // What a tag is stands with its first value.
    const isFirst = !this.#named.has(tag);
    this.#named.add(tag);
    const summary = joinFields([
      bytesField(1, tag),
      bytesField(8, tensor),
      ...(isFirst ? [bytesField(9, SCALARS)] : []),
    ]);
    this.#record(
      joinFields([
        doubleField(1, seconds),
        integerField(2, step),
        bytesField(5, bytesField(1, summary)),
      ]),
    );
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  /** Length, its checksum, content, its checksum (tensorflow/core/lib/io/record_writer.h). */
  #record(content: Encoded): void {
    const head = new Uint8Array(8);
    new DataView(head.buffer).setBigUint64(0, BigInt(content.length), true);
    for (const part of [head, masked(head), content, masked(content)]) {
      this.#held.push(part);
      this.#bytes += part.length;
    }
    if (this.#bytes > CHUNK) this.#flush();
  }

  #flush(): void {
    writeSync(this.#handle, joinFields(this.#held));
    this.#held = [];
    this.#bytes = 0;
  }
}

const NO_AXES = new Uint8Array(0);
/** SummaryMetadata: plugin_data.plugin_name, data_class. */
const SCALARS = joinFields([bytesField(1, bytesField(1, 'scalars')), integerField(4, SCALAR)]);

function masked(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  const turned = ((crc >>> 15) | (crc << 17)) >>> 0;
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, (turned + 0xa282ead8) >>> 0, true);
  return four;
}
