import type { RunRow } from '@peasy/tracker/api';
import { countOf, formatCount, formatSignificant } from '../format/number.js';
import { joinSome } from '../format/words.js';
import { type Accuracy, formatAccuracy } from '../runs/accuracy.js';
import { agreementOf, holm, type SharedTest, sharedAccuracy } from './shared-test.js';
import type { Verdict } from './verdict.js';

/** Below it a difference is not put down to chance. */
const LEVEL = 0.05;

/** A chance, in two digits: "p < 0.001", "p = 0.032". */
export function formatChance(p: number): string {
  if (p < 0.001) return 'p < 0.001';
  return `p = ${p >= 0.995 ? '1' : formatSignificant(p, 2)}`;
}

/** The answer from the very photos: `runs` in the order of the evaluations, `epochs` of their snapshots in words. */
export function measuredVerdict(
  shared: SharedTest,
  runs: readonly RunRow[],
  epochs: readonly string[],
): Verdict | undefined {
  const scored = runs.flatMap((run, i) => {
    const accuracy = sharedAccuracy(shared, i);
    return accuracy ? [{ run, i, accuracy, epoch: epochs[i] }] : [];
  });
  if (scored.length < 2 || scored.length < runs.length) return undefined;
  const ranked = scored.sort((a, b) => b.accuracy.value - a.accuracy.value);
  const [best, ...rest] = ranked;
  const chances = holm(rest.map(({ i }) => agreementOf(shared, best.i, i).pValue));
  const warnings = warningsOf(shared);
  const where = `on the same ${countOf(best.accuracy.n, 'test photo')}`;
  if (shared.leaks) {
    return { sentence: `No honest comparison: ${list(ranked)}.`, warnings };
  }
  if (rest.length === 1) {
    const [second] = rest;
    const numbers = `${formatAccuracy(best.accuracy)} against ${formatAccuracy(second.accuracy)}, McNemar ${formatChance(chances[0])}`;
    const at = `Weights of ${best.run.name} after epoch ${best.epoch}, of ${second.run.name} after epoch ${second.epoch}.`;
    return {
      sentence:
        chances[0] < LEVEL
          ? `${best.run.name} is better than ${second.run.name} ${where}: ${numbers}. ${at}`
          : `${best.run.name} and ${second.run.name} cannot be told apart ${where}: ${numbers}. ${at}`,
      warnings,
    };
  }
  const near = rest.filter((_, i) => chances[i] >= LEVEL).map(({ run }) => run.name);
  const head = `Best of ${formatCount(ranked.length)} ${where}: ${best.run.name}, ${formatAccuracy(best.accuracy)}.`;
  const tail =
    near.length === 0
      ? `It is better than every other, McNemar ${formatChance(Math.max(...chances))} at most (Holm).`
      : `By McNemar's test (Holm) it cannot be told apart from ${joinSome(near)}.`;
  return { sentence: `${head} ${tail}`, warnings };
}

function warningsOf({ leaks, leftOut, common, evaluations }: SharedTest): readonly string[] {
  const sizes = evaluations.map(({ photos }) => photos.length);
  const warnings: string[] = [];
  if (leaks) {
    warnings.push('Every test photo that they share was trained on by one of them.');
  } else if (leftOut > 0) {
    warnings.push(
      `${countOf(leftOut, 'shared test photo')} that one of them trained on ${leftOut === 1 ? 'is' : 'are'} left out.`,
    );
  }
  if (sizes.some((size) => size !== common)) {
    warnings.push(
      `Their splits differ: of ${joinSome([...new Set(sizes)].map(formatCount))} test photos they share ${formatCount(common)}, and only these are compared.`,
    );
  }
  return warnings;
}

function list(scored: readonly { readonly run: RunRow; readonly accuracy: Accuracy }[]): string {
  return joinSome(
    scored.map(
      ({ run, accuracy }) =>
        `${run.name} ${formatAccuracy(accuracy)} (n = ${formatCount(accuracy.n)})`,
    ),
  );
}
