import { formatDecimals, NO_BREAK_SPACE } from './number.js';

/** A measured proportion with half the width of its interval. */
export interface Measured {
  readonly value: number;
  /** Half the width of the interval, above zero. */
  readonly half: number;
}

/**
 * Decimals that an uncertainty supports, by the rule of the Particle Data Group: two digits of it
 * where it begins with 10 to 35, else one (0.013 -> 3, 0.020 -> 3, 0.0062 -> 3, 0.04 -> 2); never more than 6.
 */
export function supportedDecimals(half: number): number {
  if (!(half > 0)) return 4;
  const exponent = Math.floor(Math.log10(half));
  const leading = half / 10 ** exponent;
  return Math.min(6, Math.max(0, -exponent + (leading < 3.55 ? 1 : 0)));
}

/** 0.874 ± 0.013: both in the digits that the interval supports. */
export function formatMeasured({ value, half }: Measured): string {
  const decimals = supportedDecimals(half);
  return [formatDecimals(value, decimals), '±', formatDecimals(half, decimals)].join(
    NO_BREAK_SPACE,
  );
}
