import { describe, expect, it } from 'vitest';
import { withoutMlflowFragment } from './mlflow-address.js';

describe('withoutMlflowFragment()', () => {
  it.each([
    ['/#/experiments/0/runs/0kq1x7a3m9zz', '/runs/0kq1x7a3m9zz'],
    ['/#/experiments/12/runs/0kq1x7a3m9zz/artifacts', '/runs/0kq1x7a3m9zz'],
    ['/#/experiments/12', '/runs'],
    ['/#/models/cats/versions/1', '/runs'],
    ['/compare?runs=a,b', '/compare?runs=a,b'],
    ['/runs/cnn#top', '/runs/cnn'],
  ])('takes %s to %s', (asked, address) => {
    expect(withoutMlflowFragment(new URL(asked, 'http://page'))).toBe(address);
  });
});
