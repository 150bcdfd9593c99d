import type { RunRow } from '@peasy/tracker/api';
import { countOf, formatCount } from '../format/number.js';
import { joinSome, joinWords } from '../format/words.js';
import {
  type Accuracy,
  bestValidation,
  formatAccuracy,
  formatSampleSize,
  overlap,
  testAccuracy,
} from '../runs/accuracy.js';
import { leakWarning, nearDuplicateWarning } from '../runs/leak.js';

/** The warning of runs over one set with different splits. */
export const DIVIDED_DIFFERENTLY =
  'The photos are divided differently, so validation and test are different photos in each run.';

/** Leaking tests that are each told of. */
const MOST_LEAKS = 3;

/** What can be said of runs side by side. */
export interface Verdict {
  /** The answer, in a sentence or two. */
  readonly sentence: string;
  /** Why it may be none. */
  readonly warnings: readonly string[];
}

/** A run with an accuracy that can be set beside others. */
interface Scored {
  readonly run: RunRow;
  readonly accuracy: Accuracy;
}

/** Answers which of the runs is better, as far as their intervals and their photos allow. */
export function verdictOf(runs: readonly RunRow[]): Verdict {
  return { sentence: sentenceOf(runs), warnings: warningsOf(runs) };
}

/** Whether all runs were tested on the same photos in the same roles. */
export function shareTestPhotos(runs: readonly RunRow[]): boolean {
  const [first] = runs;
  return runs.every(
    (run) =>
      run.split !== null &&
      run.split.digest === first.split?.digest &&
      run.dataset === first.dataset,
  );
}

function sentenceOf(runs: readonly RunRow[]): string {
  if (runs.length === 0) return 'No run is selected.';
  const tested = rank(runs, testAccuracy);
  if (tested.length === runs.length) {
    if (runs.some((run) => leakWarning(run.split))) return `No honest comparison: ${list(tested)}.`;
    if (runs.length === 1) {
      return `${runs[0].name} is right on ${formatAccuracy(tested[0].accuracy)} of ${countOf(tested[0].accuracy.n, 'test photo')}.`;
    }
    return shareTestPhotos(runs)
      ? compareOnSame(tested)
      : `${notComparable(runs)}: ${list(tested)}.`;
  }
  const untested = runs.filter((run) => !testAccuracy(run));
  const yet = untested.some((run) => run.status === 'running') ? ' yet' : '';
  const validated = rank(runs, bestValidation);
  const without = `No test result${yet} for ${joinSome(untested.map((run) => run.name))}.`;
  if (validated.length === 0) return `${without} No validation result either.`;
  return `${without} Best on validation: ${list(validated)}.`;
}

/** The best first. */
function rank(
  runs: readonly RunRow[],
  accuracyOf: (run: RunRow) => Accuracy | undefined,
): readonly Scored[] {
  return runs
    .flatMap((run) => {
      const accuracy = accuracyOf(run);
      return accuracy ? [{ run, accuracy }] : [];
    })
    .sort((a, b) => b.accuracy.value - a.accuracy.value);
}

function compareOnSame(ranked: readonly Scored[]): string {
  const [best, second] = ranked;
  const where = `on the same ${countOf(best.accuracy.n, 'test photo')}`;
  const near = ranked.slice(1).filter(({ accuracy }) => overlap(accuracy, best.accuracy));
  if (ranked.length === 2) {
    const numbers = `${formatAccuracy(best.accuracy)} against ${formatAccuracy(second.accuracy)}`;
    return near.length === 0
      ? `${best.run.name} is better than ${second.run.name} ${where}: ${numbers}. The 95 % intervals do not overlap.`
      : `${best.run.name} and ${second.run.name} cannot be told apart ${where}: ${numbers}. The 95 % intervals overlap.`;
  }
  const head = `Best of ${formatCount(ranked.length)} ${where}: ${best.run.name}, ${formatAccuracy(best.accuracy)}.`;
  if (near.length === 0) return `${head} Its 95 % interval overlaps with no other.`;
  return `${head} Its 95 % interval overlaps with ${joinSome(near.map(({ run }) => run.name))}, so it cannot be told apart from ${near.length === 1 ? 'it' : 'them'}.`;
}

function notComparable(runs: readonly RunRow[]): string {
  const names = runs.length === 2 ? joinWords(runs.map((run) => run.name)) : 'These runs';
  return `${names} were tested on different photos, so their accuracies do not say which is better`;
}

function warningsOf(runs: readonly RunRow[]): readonly string[] {
  const leaks = runs.flatMap((run) => {
    const leak = leakWarning(run.split);
    return leak ? [{ name: run.name, words: `${run.name}: ${leak}.` }] : [];
  });
  const warnings = leaks.slice(0, MOST_LEAKS).map(({ words }) => words);
  if (leaks.length > MOST_LEAKS) {
    const more = leaks.slice(MOST_LEAKS).map(({ name }) => name);
    warnings.push(`Tests of ${joinSome(more)} leak as well.`);
  }
  warnings.push(...nearDuplicatesOf(runs));
  const divided = runs.filter((run) => run.split !== null);
  if (divided.length > 1 && !shareTestPhotos(divided)) {
    const datasets = new Set(divided.map((run) => run.dataset));
    warnings.push(
      datasets.size > 1
        ? `Different photos: ${joinWords([...datasets].map((name) => name ?? 'unknown'))}. Accuracies and losses on them are not comparable.`
        : DIVIDED_DIFFERENTLY,
    );
  }
  const drawn = divided.filter((run) => run.dataset === 'drawn').map((run) => run.name);
  if (drawn.length > 0) {
    warnings.push(`${joinSome(drawn)} trained on drawn pictures, not on photos.`);
  }
  return warnings;
}

/** Near-duplicates across splits, once for all the runs of a split. */
function nearDuplicatesOf(runs: readonly RunRow[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, split } of runs) {
    const words = nearDuplicateWarning(split);
    if (words) names.set(words, [...(names.get(words) ?? []), name]);
  }
  return [...names].map(([words, of]) => `${joinSome(of)}: ${words}.`);
}

function list(scored: readonly Scored[]): string {
  return joinSome(
    scored.map(
      ({ run, accuracy }) =>
        `${run.name} ${formatAccuracy(accuracy)} (${formatSampleSize(accuracy)})`,
    ),
  );
}
