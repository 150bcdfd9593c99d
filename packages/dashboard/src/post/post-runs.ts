import { describeNetwork, NETWORKS } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { testAccuracy } from '../runs/accuracy.js';

/** What the post fed its networks. */
export const POST_INPUT = [32, 32, 3] as const;
const POST_CLASSES = 2;

/** The post's two networks. */
export const POST_NETWORKS = {
  dense: NETWORKS.dense(POST_INPUT, POST_CLASSES),
  cnn: NETWORKS.cnn(POST_INPUT, POST_CLASSES),
} as const;
export type PostNetwork = keyof typeof POST_NETWORKS;

const PARAMETERS = {
  dense: describeNetwork(POST_NETWORKS.dense).parameters,
  cnn: describeNetwork(POST_NETWORKS.cnn).parameters,
} as const;

/** Runs of a network of the post, told by its weights' number, whatever their config is called; newest first. */
export function runsOfNetwork(runs: readonly RunRow[], network: PostNetwork): readonly RunRow[] {
  return runs.filter(({ parameters }) => parameters === PARAMETERS[network]);
}

/** One run of each of the post's networks, with photos where any has: the newest with an honest split, else the newest. */
export function runOfEach(runs: readonly RunRow[]): readonly RunRow[] {
  return (['dense', 'cnn'] as const).flatMap((network) => {
    const pictured = runsOfNetwork(runs, network).filter(({ split }) => split !== null);
    const run = pictured.find(isHonest) ?? pictured[0];
    return run ? [run] : [];
  });
}

/** Runs of the post's networks with a test accuracy: honest ones first, then by it. */
export function testedRuns(runs: readonly RunRow[]): readonly RunRow[] {
  return (['dense', 'cnn'] as const)
    .flatMap((network) => runsOfNetwork(runs, network))
    .filter((run) => testAccuracy(run) !== undefined)
    .sort(
      (a, b) =>
        Number(isHonest(b)) - Number(isHonest(a)) ||
        testAccuracy(b)!.value - testAccuracy(a)!.value,
    );
}

/** None of its test photos was trained on. */
export function isHonest({ split }: RunRow): boolean {
  return split !== null && split.testAlsoTrained === 0;
}
