import { describe, expect, it } from 'vitest';
import { runRow } from '../testing/run-row.js';
import { searchResults } from './search-results.js';

describe('searchResults()', () => {
  const runs = [
    runRow({ id: 'a', name: 'big-cnn', config: null }),
    runRow({ id: 'b', name: 'cnn-7' }),
    runRow({ id: 'c', name: 'dense-3', config: 'dense' }),
  ];
  const labels = (text: string) => searchResults(text, runs, []).map(({ label }) => label);

  it('offers everything for nothing', () => {
    expect(labels('')).toEqual([
      'Runs',
      'Compare',
      'Microscope',
      'Predict',
      'Lab',
      'SQL',
      'The post',
      'Latest run',
      'Theme: light',
      'Theme: dark',
      'Theme: as the system',
      'Show the keys',
      'Copy a link to this view',
      'big-cnn',
      'cnn-7',
      'dense-3',
    ]);
  });
  it('puts names that begin with the text first', () => {
    expect(labels('cnn')).toEqual(['cnn-7', 'big-cnn']);
    expect(labels('COMP')).toEqual(['Compare']);
    expect(labels('nowhere')).toEqual([]);
  });
  it('leads on with the selection', () => {
    const [compare] = searchResults('compare', runs, ['a', 'b']);
    expect(compare).toMatchObject({
      label: 'Compare the 2 selected',
      address: '/compare?runs=a,b',
    });
    expect(searchResults('dense', runs, ['a'])[0].address).toBe('/runs/c?runs=a');
  });
  it('knows no latest run where there is none', () => {
    expect(searchResults('', [], []).map(({ label }) => label)).toEqual([
      'Runs',
      'Compare',
      'Microscope',
      'Predict',
      'Lab',
      'SQL',
      'The post',
      'Theme: light',
      'Theme: dark',
      'Theme: as the system',
      'Show the keys',
      'Copy a link to this view',
    ]);
  });
  it('knows commands by their words, after the runs', () => {
    expect(labels('theme')).toEqual(['Theme: light', 'Theme: dark', 'Theme: as the system']);
    const named = [runRow({ id: 'd', name: 'dark-photos' })];
    expect(searchResults('dark', named, []).map(({ kind }) => kind)).toEqual(['run', 'command']);
  });
  it('clears a selection only where there is one', () => {
    expect(searchResults('clear', runs, [])).toEqual([]);
    expect(searchResults('clear', runs, ['a'])).toMatchObject([
      { kind: 'command', address: 'clear' },
    ]);
  });
});
