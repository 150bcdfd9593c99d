import { describe, expect, it } from 'vitest';
import { formatTags, parseTags, tagChanges } from './tag-text.js';

describe('formatTags() and parseTags()', () => {
  it('are each other’s opposite, whatever is in a value', () => {
    const all: readonly Readonly<Record<string, string>>[] = [
      {},
      { keep: 'yes', team: 'red' },
      { note: 'a, b and "c"', empty: '', formula: 'x=1', plain: 'two words' },
    ];
    for (const tags of all) {
      expect(parseTags(formatTags(tags))).toEqual(tags);
    }
  });
  it('take what a hand writes, and say what is missing', () => {
    expect(parseTags(' keep = yes ,pinned,, ')).toEqual({ keep: 'yes', pinned: '' });
    expect(() => parseTags('=yes')).toThrow('Expected name=value, such as keep=yes, got =yes.');
  });
  it('leave tags that MLflow wrote for itself out of sight, and in the record', () => {
    const before = { 'mlflow.runName': 'cnn', old: '1', same: '2' };
    expect(formatTags(before)).toBe('old=1, same=2');
    expect(tagChanges(before, { same: '2', fresh: '3' })).toEqual({ old: null, fresh: '3' });
  });
});
