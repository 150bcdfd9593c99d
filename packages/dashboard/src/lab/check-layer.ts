import { type CheckedLayer, checkFilter, type FilterCheck } from '@peasy/core';
import { formatSignificant } from '../format/number.js';

/** How long filters are checked before others have a turn, in milliseconds. */
const TURN_MS = 30;

/** Every filter of a layer, with pauses so that the page stays awake. @param isWanted false ends it, with undefined. */
export async function checkLayer(
  checked: CheckedLayer,
  isWanted: () => boolean,
): Promise<readonly FilterCheck[] | undefined> {
  const checks: FilterCheck[] = [];
  let since = performance.now();
  for (let filter = 0; filter < checked.layer.filters; filter++) {
    checks.push(checkFilter(checked, filter));
    if (performance.now() - since < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
    since = performance.now();
  }
  return checks;
}

/** What a layer's filters do, in a sentence. */
export function layerWords(layer: string, checks: readonly FilterCheck[]): string {
  const sure = checks.filter(({ verdict }) => verdict !== 'both');
  const counts = (verdict: FilterCheck['verdict']) =>
    checks.filter((check) => check.verdict === verdict).length;
  const all = checks.length === 1 ? 'The filter' : `All ${checks.length} filters`;
  if (sure.length > 0 && counts('correlates') === sure.length) {
    return `${all} of ${layer} correlate${checks.length === 1 ? 's' : ''}: correlate2d differs by at most ${most(checks, 'correlate2d')}, convolve2d by up to ${most(checks, 'convolve2d')}.${ownFlips(checks.length - sure.length)}`;
  }
  if (sure.length > 0 && counts('convolves') === sure.length) {
    return `${all} of ${layer} convolve${checks.length === 1 ? 's' : ''}: convolve2d differs by at most ${most(checks, 'convolve2d')}, correlate2d by up to ${most(checks, 'correlate2d')}.${ownFlips(checks.length - sure.length)}`;
  }
  const said = (['correlates', 'convolves', 'both', 'neither'] as const)
    .filter((verdict) => counts(verdict) > 0)
    .map((verdict) => `${counts(verdict)} ${verdict}`);
  return `Of ${checks.length} filters of ${layer}: ${said.join(', ')}.`;
}

function ownFlips(count: number): string {
  return count === 0 ? '' : ` ${count} of them cannot tell: their kernels are their own flips.`;
}

function most(checks: readonly FilterCheck[], candidate: keyof FilterCheck['differences']): string {
  const largest = checks.reduce((so, { differences }) => Math.max(so, differences[candidate]), 0);
  return formatSignificant(largest, 2);
}
