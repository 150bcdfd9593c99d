import type { RunRow } from '@peasy/tracker/api';
import { joinSome } from '../format/words.js';

/** A run that is not compared on photos yet, and why. */
export interface Waiting {
  readonly run: RunRow;
  readonly words: string;
  /** It is long, and waits until it is asked for. */
  readonly isAsked: boolean;
}

/** What is said of runs that wait: those with the same words in one line, the name left to be filled in. */
export function waitingLines(waiting: readonly Waiting[]): readonly string[] {
  const byWords = new Map<string, { readonly names: string[]; readonly first: string }>();
  for (const { run, words, isAsked } of waiting) {
    if (isAsked) continue;
    const key = words.replaceAll(run.name, '\u0000');
    const known = byWords.get(key);
    if (known) known.names.push(run.name);
    else byWords.set(key, { names: [run.name], first: words });
  }
  return [...byWords].map(([key, { names, first }]) =>
    names.length === 1 || !key.includes('\u0000')
      ? first
      : `${names.length} runs: ${key.replaceAll('\u0000', 'each')} (${joinSome(names)})`,
  );
}
