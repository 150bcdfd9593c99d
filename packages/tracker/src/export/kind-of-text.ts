/** What the text of a param stands for. */
export type ParamKind = 'string' | 'number' | 'boolean';

/** What a text stands for where nothing else says so: what JavaScript writes of numbers and booleans. */
export function kindOfText(text: string): ParamKind {
  if (text === 'true' || text === 'false') return 'boolean';
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return 'number';
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? 'number' : 'string';
}
