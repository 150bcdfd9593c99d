/**
 * How the epochs of a series follow from its steps: after n = step + offset steps, of which
 * `stepsPerEpoch` make an epoch. The view live_points has the same rule in SQL; both give the same
 * double.
 */
export interface EpochRule {
  readonly offset: number;
  readonly stepsPerEpoch: number;
}

/** The epoch of a step by a rule: whole epochs, and the part of the next, rounded once each. */
export function epochAt({ offset, stepsPerEpoch }: EpochRule, step: number): number {
  const done = step + offset;
  const inEpoch = done % stepsPerEpoch;
  return (done - inEpoch) / stepsPerEpoch + inEpoch / stepsPerEpoch;
}

/**
 * The rule that a point shows, if there is one. Offset 1 is Peasy's own: the value was measured
 * after the step. Offset 0 is that of programs that log an epoch as the step.
 */
export function epochRuleOf(step: number, epoch: number): EpochRule | undefined {
  if (epoch <= 0) return undefined;
  for (const offset of [1, 0]) {
    const rule = { offset, stepsPerEpoch: Math.round((step + offset) / epoch) };
    const fits = rule.stepsPerEpoch >= 1 && rule.stepsPerEpoch <= MOST_STEPS;
    if (fits && epochAt(rule, step) === epoch) return rule;
  }
  return undefined;
}

/** What the migration takes, too. */
const MOST_STEPS = 1e9;
