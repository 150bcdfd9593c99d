import { isOrdinary } from '../passed-over.js';
import { formatCount } from '../terminal/format.js';
import type { EngineProbe } from './probe-engine.js';

/** One line of an engine that can run: what on, how fast, and whether `auto` takes it. */
export function describeProbe(
  { device, speed, automaticReason }: EngineProbe,
  isTaken: boolean,
): string {
  const facts = [device ?? 'a device without a name'];
  if (speed) {
    const rates = Object.entries(speed).map(([name, rate]) => `${formatCount(rate)} (${name})`);
    facts.push(`trains ${rates.join(' and ')} photos/s`);
  }
  if (isTaken) facts.push('auto takes it');
  else if (automaticReason !== undefined) facts.push(automaticWords(automaticReason));
  return facts.join('; ');
}

/** What stands in brackets is left to --json. */
function automaticWords(reason: string): string {
  if (isOrdinary(reason)) return 'auto takes it on a GPU only';
  return `auto does not: ${reason.replaceAll(/ \([^()]*\)/g, '')}`;
}
