import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions() of the screenshots', () => {
  it('takes every view at every width in both themes unless told', () => {
    const options = parseOptions(['--db', 'peasy.db', '--to', 'pictures']);
    expect(options).toMatchObject({ source: { db: 'peasy.db' }, to: 'pictures', runs: [] });
    expect(options.widths).toEqual([390, 768, 1440, 2560]);
    expect(options.themes).toEqual(['light', 'dark']);
    expect(options.views).toContain('microscope');
  });

  it('says what was expected and what came', () => {
    const base = ['--db', 'peasy.db', '--to', 'pictures'];
    expect(() => parseOptions([])).toThrow('Expected either --db FILE or --url ADDRESS.');
    expect(() => parseOptions(['--url', 'http://127.0.0.1:1'])).toThrow('Expected --to FOLDER');
    expect(() => parseOptions([...base, '--views', 'run,tree'])).toThrow('got "tree"');
    expect(() => parseOptions([...base, '--widths', 'wide'])).toThrow('got "wide"');
  });
});
