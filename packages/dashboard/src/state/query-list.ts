/** Values of a query's list, each once, without empty ones; a list is parted by commas. */
export function listOf(query: URLSearchParams, key: string): readonly string[] {
  const values = query.get(key)?.split(',') ?? [];
  return [...new Set(values.map(decode).filter(Boolean))];
}

/** A value of a list: escaped twice where it has a comma, as some mail and chat programs escape the commas that part values. */
export function encodeItem(value: string): string {
  return encodeURIComponent(value.replace(/[%,]/g, encodeURIComponent));
}

/** Decodes an escaped text; one that is badly escaped stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
