import { complementaryErrorFunction } from './error-function.js';

/** Bounds of a proportion, both within 0..1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The two-sided 95 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval of a proportion, without continuity correction; 95 % unless `z` says
 * otherwise. With n = 0 nothing is known: 0..1.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * JASA 22 (1927); recommended by R. G. Newcombe, Statistics in Medicine 17 (1998), method 3.
 * @throws RangeError when the counts are not whole numbers with 0 <= successes <= n, or z is not above 0.
 */
export function wilsonInterval(successes: number, n: number, z = Z_95): Interval {
  requireCount(successes, 'successes');
  requireCount(n, 'n');
  if (successes > n) {
    throw new RangeError(`Expected successes of at most n = ${n}, got ${successes}.`);
  }
  if (!(z > 0 && Number.isFinite(z))) throw new RangeError(`Expected z above 0, got ${z}.`);
  if (n === 0) return { low: 0, high: 1 };
  const proportion = successes / n;
  const scale = 1 + z ** 2 / n;
  const centre = (proportion + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((proportion * (1 - proportion)) / n + z ** 2 / (4 * n ** 2));
  // At the ends the bound is exact; the subtraction would leave some 1e-17 beside it.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Counts photos by true class (row) and predicted class (column).
 * @throws RangeError when the lists differ in length or hold something that is no class index.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): number[][] {
  if (labels.length !== predictions.length) {
    throw new RangeError(
      `Expected one prediction a label, got ${labels.length} labels and ${predictions.length} predictions.`,
    );
  }
  requireCount(classes, 'classes');
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    requireClass(labels[i], classes, `labels[${i}]`);
    requireClass(predictions[i], classes, `predictions[${i}]`);
    matrix[labels[i]][predictions[i]]++;
  }
  return matrix;
}

/** Whether two classifiers differ on the same photos. */
export interface McNemarResult {
  /** `exact`: two-sided binomial test. `chiSquared`: with continuity correction, one degree of freedom. */
  readonly method: 'exact' | 'chiSquared';
  /** The smaller count for `exact`, chi squared for `chiSquared`. */
  readonly statistic: number;
  /** The chance of counts at least this uneven if both were equally good. */
  readonly pValue: number;
}

/** Below this many photos on which only one is right, the chi-squared approximation is not trusted. */
const EXACT_BELOW = 25;

/**
 * McNemar's test from the photos on which exactly one of two classifiers is right: exact for fewer
 * than 25 of them, else chi squared with Edwards' continuity correction.
 * Sources: Q. McNemar, Psychometrika 12 (1947); A. L. Edwards, Psychometrika 13 (1948); T. G.
 * Dietterich, "Approximate statistical tests for comparing supervised classification learning
 * algorithms", Neural Computation 10 (1998).
 * @throws RangeError when a count is not a whole number of 0 and up.
 */
export function mcnemar(onlyFirstCorrect: number, onlySecondCorrect: number): McNemarResult {
  requireCount(onlyFirstCorrect, 'onlyFirstCorrect');
  requireCount(onlySecondCorrect, 'onlySecondCorrect');
  const discordant = onlyFirstCorrect + onlySecondCorrect;
  if (discordant < EXACT_BELOW) {
    const smaller = Math.min(onlyFirstCorrect, onlySecondCorrect);
    const pValue = Math.min(1, 2 * fairCoinAtMost(smaller, discordant));
    return { method: 'exact', statistic: smaller, pValue };
  }
  // Equal counts cannot be evened further: without the max the correction would count them as uneven.
  const uneven = Math.max(0, Math.abs(onlyFirstCorrect - onlySecondCorrect) - 1);
  const statistic = uneven ** 2 / discordant;
  // P(chi squared with one degree of freedom > x) = erfc(sqrt(x / 2)).
  return {
    method: 'chiSquared',
    statistic,
    pValue: complementaryErrorFunction(Math.sqrt(statistic / 2)),
  };
}

/**
 * P values of several tests, raised so that the chance of any false alarm stays what one test's is.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, pValues[i] * (pValues.length - rank)));
    adjusted[i] = largest;
  });
  return adjusted;
}

/** P(X <= k) of X ~ Binomial(n, 1/2): sums of binomial coefficients, exact in float64 for n < 50. */
function fairCoinAtMost(k: number, n: number): number {
  let coefficient = 1;
  let sum = 1;
  for (let i = 1; i <= k; i++) {
    coefficient = (coefficient * (n - i + 1)) / i;
    sum += coefficient;
  }
  return sum / 2 ** n;
}

function requireCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Expected ${name} to be a whole number of 0 and up, got ${value}.`);
  }
}

function requireClass(value: number, classes: number, where: string): void {
  if (!Number.isInteger(value) || value < 0 || value >= classes) {
    throw new RangeError(
      `Expected ${where} to be a class index of 0 and up, below ${classes}, got ${value}.`,
    );
  }
}
