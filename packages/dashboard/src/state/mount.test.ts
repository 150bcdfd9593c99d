import { describe, expect, it } from 'vitest';
import { withinMount } from './mount.js';

describe('withinMount()', () => {
  it.each([
    ['/runs', '', '/runs'],
    ['/', '', '/'],
    ['/peasy/runs/a', '/peasy', '/runs/a'],
    ['/peasy/', '/peasy', '/'],
    ['/peasy', '/peasy', '/'],
    ['/peasyness/runs', '/peasy', undefined],
    ['/shop', '/peasy', undefined],
  ])('takes %s, mounted at "%s", for %s', (pathname, mount, path) => {
    expect(withinMount(pathname, mount)).toBe(path);
  });
});
