import type { SplitSummary } from '@peasy/core';
import { formatCount } from './terminal/format.js';

/** What has to be said of a split beside any accuracy that comes from it, a line each; none when it is sound. */
export function splitWarnings(split: SplitSummary): string[] {
  const { test, testAlsoTrained, validation, validationAlsoTrained } = split;
  return [
    trainedOn(testAlsoTrained, test, 'test', 'this is not a test'),
    trainedOn(validationAlsoTrained, validation, 'validation', 'validation flatters'),
    nearDuplicateWarning(split),
  ].filter((words) => words !== undefined);
}

/** How many measured photos look like ones that were trained on; undefined for none, and where nobody counted. */
export function nearDuplicateWarning(split: SplitSummary): string | undefined {
  const shares = (['test', 'validation'] as const).flatMap((part) => {
    const count = split[`${part}NearTrained`] ?? 0;
    return count > 0 ? [{ count, words: share(count, split[part], part) }] : [];
  });
  if (shares.length === 0) return undefined;
  const verb = shares.length === 1 && shares[0].count === 1 ? 'has' : 'have';
  const words = shares.map((one) => one.words).join(' and ');
  return `${words} ${verb} a near-duplicate among the trained ones`;
}

/** What `peasy train` says of near-duplicates at its start, none too: undefined where nobody counted. */
export function nearDuplicateFact(split: SplitSummary): string | undefined {
  if (split.testNearTrained === undefined) return undefined;
  return (
    nearDuplicateWarning(split) ??
    'no test or validation photo has a near-duplicate among the trained ones'
  );
}

function trainedOn(count: number, of: number, part: string, so: string): string | undefined {
  if (count === 0) return undefined;
  return `${share(count, of, part)} ${count === 1 ? 'was' : 'were'} trained on: ${so}`;
}

function share(count: number, of: number, part: string): string {
  return `${formatCount(count)} of ${formatCount(of)} ${part} photos`;
}
