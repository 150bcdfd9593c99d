/** Columns of numbers in typed arrays, beside what else is to be said. */
export type Columns = Readonly<Record<string, string | number | Float64Array>>;

/**
 * Puts columns into bytes: 4 bytes with the length of the head (little-endian), the head, which is
 * JSON and filled up with spaces to a multiple of 8 bytes, and the numbers as little-endian float64.
 * The head is `rest` with `series`: of each what is no column, `columns` with the names of its
 * columns in order, and `length`, how many numbers each of them has.
 */
export function packColumns(rest: object, series: readonly Columns[]): Buffer {
  const columns: Float64Array[] = [];
  const described = series.map((one) => {
    const entries = Object.entries(one);
    const numbers = entries.filter(
      (entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array,
    );
    columns.push(...numbers.map(([, column]) => column));
    return {
      ...Object.fromEntries(entries.filter(([, value]) => !(value instanceof Float64Array))),
      columns: numbers.map(([name]) => name),
      length: numbers[0]?.[1].length ?? 0,
    };
  });
  const json = JSON.stringify({ ...rest, series: described });
  const headBytes = Math.ceil((4 + Buffer.byteLength(json)) / 8) * 8;
  const bytes = Buffer.alloc(headBytes, ' ');
  bytes.writeUInt32LE(headBytes - 4);
  bytes.write(json, 4);
  return Buffer.concat([bytes, ...columns.map(littleEndian)]);
}

function littleEndian(column: Float64Array): Uint8Array {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  return IS_LITTLE_ENDIAN ? bytes : Buffer.from(bytes).swap64();
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
