/** Further state of a view as its address says it: the view's own words, by key. */
export type Details = Readonly<Record<string, string>>;

/** Keys of what the parts of Compare and of a run show; `at.<run>` names a run's snapshot. */
const KEYS = ['pair', 'sheet', 'axes', 'brush', 'scatter', 'layer', 'spread'];

/** Reads the keys that are a part's own; undefined: none is there. */
export function parseDetails(query: URLSearchParams): Details | undefined {
  const own = [...query].filter(([key]) => key.startsWith('at.') || KEYS.includes(key));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** The query of some details; what is empty is left out. */
export function formatDetails(details: Details = {}): readonly (readonly [string, string])[] {
  return Object.entries(details)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => [encodeURIComponent(key), encodeURIComponent(value)]);
}

/** Details with some changed; undefined where nothing is left. */
export function changeDetails(details: Details | undefined, change: Details): Details | undefined {
  const kept = Object.entries({ ...details, ...change }).filter(([, value]) => value !== '');
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
