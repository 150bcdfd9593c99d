import { describe, expect, it } from 'vitest';
import { unpackColumns } from './unpack-columns.js';

/** Packs as the server does. */
function packed(head: object, columns: readonly (readonly number[])[]): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const start = Math.ceil((4 + json.length) / 8) * 8;
  const bytes = new Uint8Array(start + 8 * columns.flat().length).fill(0x20, 4, start);
  new DataView(bytes.buffer).setUint32(0, start - 4, true);
  bytes.set(json, 4);
  const numbers = new DataView(bytes.buffer, start);
  columns.flat().forEach((value, i) => {
    numbers.setFloat64(i * 8, value, true);
  });
  return bytes.buffer;
}

describe('unpackColumns()', () => {
  it('gives every series its columns, NaN too, beside what the head says', () => {
    const head = {
      from: 0,
      series: [
        { run: 'a', columns: ['first', 'mean'], length: 2 },
        { run: 'b', columns: ['first', 'mean'], length: 1 },
      ],
    };
    const answer = unpackColumns<{ from: number }, { run: string; first: Float64Array }>(
      packed(head, [[1, 2], [Number.NaN, 4], [5], [6]]),
    );
    expect(answer.head.from).toBe(0);
    expect(answer.series).toEqual([
      { run: 'a', first: Float64Array.of(1, 2), mean: Float64Array.of(Number.NaN, 4) },
      { run: 'b', first: Float64Array.of(5), mean: Float64Array.of(6) },
    ]);
  });
});
