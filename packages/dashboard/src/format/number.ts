/** Joins a number to its unit without a line break between them. */
export const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** NaN and the infinities in words and signs, or undefined for a number that can be written as one. */
function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  return undefined;
}

const GROUPED = new Map<number, Intl.NumberFormat>();

/** Writes numbers with their thousands set apart. Kept, since one takes longer to make than a thousand numbers to write. */
function grouped(decimals: number): Intl.NumberFormat {
  let format = GROUPED.get(decimals);
  if (!format) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    format = new Intl.NumberFormat('en-GB', digits);
    GROUPED.set(decimals, format);
  }
  return format;
}

/** A whole number with its thousands set apart: 2,656,130. */
export function formatCount(value: number): string {
  return notFinite(value) ?? grouped(0).format(Math.round(value)).replace('-', MINUS);
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
  return grouped(decimals).format(value).replace('-', MINUS);
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
