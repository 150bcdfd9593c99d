/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "a, b, c and 47 more": the first few, and how many there are beside. */
export function joinSome(words: readonly string[], most = 3): string {
  // "and 1 more" is no shorter than the one.
  if (words.length <= most + 1) return joinWords(words);
  return joinWords([...words.slice(0, most), `${words.length - most} more`]);
}
