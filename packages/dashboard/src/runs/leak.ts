import type { SplitSummary } from '@peasy/core';
import { countOf, formatCount } from '../format/number.js';

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
