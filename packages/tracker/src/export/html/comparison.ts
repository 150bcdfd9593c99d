import {
  decodeNumber,
  holm,
  type JsonNumber,
  pairAnswers,
  type SplitSummary,
  type TestAnswers,
} from '@peasy/core';
import type { RunDetail } from '../../api/types.js';
import { count, type Measured, measuredText, testOf } from './measured.js';

/** What each run's network said of its test photos, by the run's id; runs that did not keep it are left out. */
export type AnswersByRun = ReadonlyMap<string, TestAnswers>;

/** Below it a difference is not put down to chance. */
const LEVEL = 0.05;

/** What can be said of the runs in a sentence: which is better, where that can be told. */
export function sentenceOf(runs: readonly RunDetail[], answers: AnswersByRun): string {
  const tested = runs.flatMap((run) => testOf(run) ?? []).sort((a, b) => b.value - a.value);
  const [best, second] = tested;
  if (!best) return 'None of these runs was tested.';
  if (!second) return `${best.name} is right on ${measuredText(best)} of its test photos.`;
  const list = tested.map((one) => `${one.name} ${measuredText(one)}`).join('; ');
  const splits = new Set(runs.map((run) => `${run.dataset} ${run.split?.digest}`));
  if (tested.some(({ leaked }) => leaked > 0)) return `No honest comparison: ${list}.`;
  if (splits.size > 1) {
    return `Tested on different photos, so these do not say which is better: ${list}.`;
  }
  return byMcNemar(tested, answers, list) ?? byIntervals(best, second, list);
}

/** The answer from the very photos: how often only the best is right, and only another. */
function byMcNemar(
  [best, ...others]: readonly Measured[],
  answers: AnswersByRun,
  list: string,
): string | undefined {
  const first = answers.get(best.id);
  const pairs = others.flatMap(({ id }) => {
    const other = answers.get(id);
    return first && other ? [pairAnswers(first, other)] : [];
  });
  if (pairs.length < others.length || pairs.some(({ common }) => common === 0)) return undefined;
  const chances = holm(pairs.map(({ pValue }) => pValue));
  const [{ common, onlyFirst, onlySecond }] = pairs;
  const photos = `the same ${count(common)} test photos`;
  if (others.length === 1) {
    const [other] = others;
    const says =
      chances[0] < LEVEL
        ? `${best.name} is better than ${other.name} on ${photos}`
        : `${best.name} and ${other.name} cannot be told apart on ${photos}`;
    return `${says}: ${list}. On ${count(onlyFirst)} of them only ${best.name} is right, on ${count(onlySecond)} only ${other.name}: McNemar ${chanceText(chances[0])}.`;
  }
  const near = others.filter((_, i) => chances[i] >= LEVEL).map(({ name }) => name);
  const tail =
    near.length === 0
      ? `better than every other by McNemar's test, ${chanceText(Math.max(...chances))} at most (Holm)`
      : `by McNemar's test (Holm) it cannot be told apart from ${near.join(', ')}`;
  return `Best of ${others.length + 1} on ${photos} is ${best.name}, ${tail}: ${list}.`;
}

/** The weaker answer, where a run did not keep what it said of each photo. */
function byIntervals(best: Measured, second: Measured, list: string): string {
  const why = `There is no McNemar's test: not every run kept what it said of each test photo.`;
  return best.low > second.high
    ? `${best.name} is better than ${second.name} on the same test photos: ${list}. The 95 % intervals do not overlap. ${why}`
    : `${best.name} and ${second.name} cannot be told apart on the same test photos: ${list}. The 95 % intervals overlap. ${why}`;
}

/** A chance, in two digits: "p < 0.001", "p = 0.032". */
function chanceText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toPrecision(2))}`;
}

/** What a reader must know before believing a number. */
export function warningsOf(runs: readonly RunDetail[]): string[] {
  const warnings = runs.flatMap(({ name, split }) => (split ? splitWarnings(name, split) : []));
  if (new Set(runs.map((run) => run.dataset)).size > 1) {
    warnings.push('The runs are of different photos.');
  }
  return warnings;
}

function splitWarnings(name: string, split: SplitSummary): string[] {
  const warnings: string[] = [];
  if (split.testAlsoTrained > 0) {
    warnings.push(
      `${name}: ${count(split.testAlsoTrained)} of its ${count(split.test)} test photos were trained on, so its test accuracy is none.`,
    );
  }
  if (split.validationAlsoTrained > 0) {
    warnings.push(
      `${name}: ${count(split.validationAlsoTrained)} of its ${count(split.validation)} validation photos were trained on, so its validation accuracy flatters.`,
    );
  }
  for (const part of ['test', 'validation'] as const) {
    const near = split[`${part}NearTrained`] ?? 0;
    if (near === 0) continue;
    warnings.push(
      `${name}: ${count(near)} of its ${count(split[part])} ${part} photos ${near === 1 ? 'has' : 'have'} a near-duplicate among the trained ones.`,
    );
  }
  return warnings;
}

/** Rows of what the runs were made of, those in which nothing differs left out. */
export function differencesOf(runs: readonly RunDetail[]): [string, ...(string | undefined)[]][] {
  const sources = runs.map((run) => ({
    ...run.params,
    ...Object.fromEntries(
      Object.entries(run.environment)
        .filter(([key]) => key !== 'argv')
        .map(([key, value]) => [`environment.${key}`, text(value)]),
    ),
  }));
  const keys = [...new Set(sources.flatMap((source) => Object.keys(source)))].sort();
  return keys
    .map((key): [string, ...(string | undefined)[]] => [
      key,
      ...sources.map((source) => (source as Record<string, string | undefined>)[key]),
    ])
    .filter(([, ...cells]) => runs.length === 1 || new Set(cells).size > 1);
}

/** The last value of a metric, as a text. */
export function lastText(run: RunDetail, key: string): string | undefined {
  const last: JsonNumber | undefined = run.metrics[key]?.last;
  if (last === undefined) return undefined;
  return Number(decodeNumber(last).toPrecision(5)).toString();
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
