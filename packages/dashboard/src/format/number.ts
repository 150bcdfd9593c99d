/** Joins a number to its unit without a line break between them. */
export const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** NaN and the infinities in words and signs, or undefined for a number that can be written as one. */
function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  return undefined;
}

/**
 * A finite number in so many decimals with its thousands set apart: 2,656,130. Not by
 * Intl.NumberFormat, of which the first one of a page takes longer to make than a frame lasts.
 */
function grouped(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const apart = whole.length > 3 ? whole.replaceAll(/\d(?=(?:\d{3})+$)/g, '$&,') : whole;
  return (value < 0 ? MINUS : '') + (fraction === undefined ? apart : `${apart}.${fraction}`);
}

/** A whole number with its thousands set apart: 2,656,130. */
export function formatCount(value: number): string {
  return notFinite(value) ?? grouped(Math.round(value), 0);
}

/** A number cut to so many decimals: 0.874. */
export function formatDecimals(value: number, decimals: number): string {
  return notFinite(value) ?? value.toFixed(decimals).replace('-', MINUS);
}

/** A number in so many significant digits, without an exponent from 0.0001 up to a million: 0.5123, 12.35, 4,131. */
export function formatSignificant(value: number, digits = 4): string {
  const special = notFinite(value);
  if (special) return special;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) {
    return value
      .toExponential(digits - 1)
      .replace(/^-/, MINUS)
      .replace('e-', `e${MINUS}`)
      .replace('e+', 'e');
  }
  // Of a number of 1000 and up no whole digit is dropped.
  const decimals = Math.max(
    0,
    digits - 1 - Math.floor(Math.log10(Number(size.toPrecision(digits)))),
  );
  return grouped(value, decimals);
}

/** A large count in three digits and a letter: 69.1 k, 2.66 M. */
export function formatCompact(value: number): string {
  const special = notFinite(value);
  if (special) return special;
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // 999,600 would round to "1000 k".
    if (Math.abs(value) >= size * 0.9995) {
      return `${formatSignificant(value / size, 3)}${NO_BREAK_SPACE}${letter}`;
    }
  }
  return formatCount(value);
}

/** A size in bytes, in units of 1000: 277 kB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatCount(bytes)}${NO_BREAK_SPACE}B`;
  const compact = formatCompact(bytes);
  return `${compact.includes(NO_BREAK_SPACE) ? compact : `${compact}${NO_BREAK_SPACE}`}B`;
}

/** A noun with its count: "1 photo", "2,400 photos". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
