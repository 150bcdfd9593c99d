import type { DensePlan, Round, StepPlan } from './network-plan.js';
import { cutColumns } from './plan-updates.js';

/** Cuts the steps of a network at its large dense layers. */
export function planRounds(steps: readonly StepPlan[]): Round[] {
  const rounds: Round[] = [];
  let first = 0;
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'dense' || step.wholeLeft === undefined) continue;
    rounds.push(slices(first, index, step));
    rounds.push({ kind: 'dense', layer: step, pieces: cutColumns(step.outputSize) });
    first = index + 1;
  }
  rounds.push(slices(first, steps.length));
  return rounds;
}

function slices(first: number, last: number, next?: DensePlan): Round {
  return { kind: 'slices', first, last, next };
}
