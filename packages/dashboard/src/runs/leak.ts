import { partMeasured, type SplitSummary } from '@peasy/core';
import { countOf, formatCount } from '../format/number.js';

/** How many of a split's measured photos look like trained ones, in words; undefined for none, and where nobody counted. */
export function nearDuplicateWarning(split: SplitSummary | null): string | undefined {
  if (!split) return undefined;
  const parts = (['test', 'validation'] as const).flatMap((part) => {
    const count = split[`${part}NearTrained`] ?? 0;
    return count > 0
      ? [{ count, words: `${formatCount(count)} of ${countOf(split[part], `${part} photo`)}` }]
      : [];
  });
  if (parts.length === 0) return undefined;
  const verb = parts.length === 1 && parts[0].count === 1 ? 'has' : 'have';
  return `${parts.map(({ words }) => words).join(' and ')} ${verb} a near-duplicate among the trained ones`;
}

/** Everything that has to be said of a split beside its accuracies. */
export function splitWarnings(split: SplitSummary | null): readonly string[] {
  return [leakWarning(split), validationLeakWarning(split), nearDuplicateWarning(split)].filter(
    (words) => words !== undefined,
  );
}

/** What of a split's test was trained on, in words; undefined for an honest one. */
export function leakWarning(split: SplitSummary | null): string | undefined {
  if (!split || split.testAlsoTrained === 0) return undefined;
  const share = `${formatCount(split.testAlsoTrained)} of ${countOf(split.test, 'test photo')}`;
  const verb = split.testAlsoTrained === 1 ? 'was' : 'were';
  return `${share} ${verb} trained on: this is not a test`;
}

/** The same of the validation photos, which curves and best epochs are measured on. */
export function validationLeakWarning(split: SplitSummary | null): string | undefined {
  if (!split || split.validationAlsoTrained === 0) return undefined;
  const share = `${formatCount(split.validationAlsoTrained)} of ${countOf(split.validation, 'validation photo')}`;
  const verb = split.validationAlsoTrained === 1 ? 'was' : 'were';
  return `${share} ${verb} trained on: validation flatters`;
}

/** What of the photos behind a metric was trained on, in words; undefined for an honest one, and for a metric of trained photos. */
export function leakWarningOf(split: SplitSummary | null, key: string): string | undefined {
  const part = partMeasured(key);
  if (part === 'test') return leakWarning(split);
  return part === 'validation' ? validationLeakWarning(split) : undefined;
}
