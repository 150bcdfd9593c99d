/** A piece of a sentence. */
export interface SentencePart {
  readonly text: string;
  /** It is one of the names, and wants to stay in one piece. */
  readonly isName: boolean;
}

/** Cuts a sentence at the names in it, longer names first: "cnn-2" is not taken for "cnn". */
export function markNames(sentence: string, names: readonly string[]): readonly SentencePart[] {
  const longestFirst = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return [{ text: sentence, isName: false }];
  const escaped = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // A name within a longer word is none: a run called "on" is not in "cannot".
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}-])(${escaped.join('|')})(?![\\p{L}\\p{N}-])`, 'u');
  return sentence
    .split(pattern)
    .map((text, i) => ({ text, isName: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
