import { MOUNT } from './mount.js';

/**
 * The address that is meant by one as MLflow's client prints it: `/#/experiments/0/runs/RUN` is the
 * page of the run, and whatever else of MLflow's page is asked for is the list of runs.
 * @returns path and query, without a fragment.
 */
export function withoutMlflowFragment({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const [, run] = /^#\/experiments\/\d+\/runs\/([^/?]+)/.exec(hash) ?? [];
  if (run !== undefined) return `${MOUNT}/runs/${run}`;
  return /^#\/(experiments|models|compare-)/.test(hash) ? `${MOUNT}/runs` : pathname + search;
}
