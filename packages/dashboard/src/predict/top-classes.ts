/** A class and how probable it is. */
export interface ClassAnswer {
  readonly name: string;
  readonly probability: number;
}

/**
 * What is shown of a network's answer: all classes in their order where they are few, else the most
 * probable first, and how probable all others are together.
 */
export function topClasses(
  classes: readonly string[],
  probabilities: ArrayLike<number>,
  most: number,
): { readonly shown: readonly ClassAnswer[]; readonly others: number; readonly rest: number } {
  const all = classes.map((name, i) => ({ name, probability: probabilities[i] }));
  if (all.length <= most) return { shown: all, others: 0, rest: 0 };
  const sorted = all.sort((a, b) => b.probability - a.probability);
  const rest = sorted.slice(most).reduce((sum, { probability }) => sum + probability, 0);
  return { shown: sorted.slice(0, most), others: sorted.length - most, rest };
}

/** How many networks say what, the most said first. */
export function votes(
  answers: readonly (readonly ClassAnswer[])[],
): readonly { readonly name: string; readonly runs: number }[] {
  const counts = new Map<string, number>();
  for (const answer of answers) {
    const top = answer.reduce((so, one) => (one.probability > so.probability ? one : so));
    counts.set(top.name, (counts.get(top.name) ?? 0) + 1);
  }
  return [...counts].map(([name, runs]) => ({ name, runs })).sort((a, b) => b.runs - a.runs);
}
