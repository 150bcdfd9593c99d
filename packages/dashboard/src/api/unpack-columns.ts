/** What stands in the head of packed columns for one series. */
interface PackedSeries {
  readonly columns: readonly string[];
  readonly length: number;
}

/** A packed answer: its JSON, in whose series the columns are numbers again. */
export interface Unpacked<Head, Item> {
  readonly head: Head;
  readonly series: readonly Item[];
}

/**
 * Reads columns as the server packs them (api/types.ts): 4 bytes with the length of the JSON, the
 * JSON, then little-endian float64 from a multiple of 8 bytes on. Columns are views of the bytes.
 */
export function unpackColumns<Head, Item>(bytes: ArrayBuffer): Unpacked<Head, Item> {
  const headBytes = new DataView(bytes).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, 4, headBytes));
  const head = JSON.parse(text) as Head & { readonly series: readonly PackedSeries[] };
  let offset = Math.ceil((4 + headBytes) / 8) * 8;
  const series = head.series.map(({ columns, length, ...rest }) => {
    const numbers = columns.map((name) => {
      const column = new Float64Array(bytes, offset, length);
      offset += column.byteLength;
      return [name, column] as const;
    });
    return { ...rest, ...Object.fromEntries(numbers) } as Item;
  });
  return { head, series };
}
