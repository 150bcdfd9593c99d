import { describe, expect, it } from 'vitest';
import { checkPackages } from './build-binding.js';

function lock(integrity: string): string {
  return JSON.stringify({ packages: { 'node_modules/@tensorflow/tfjs-node': { integrity } } });
}

describe('checkPackages()', () => {
  it('refuses a package with another hash than the pinned one', () => {
    expect(() => checkPackages(lock('sha512-another'))).toThrow(
      /Expected @tensorflow\/tfjs-node@4\.22\.0 with the hash sha512-uHr.*, npm got sha512-another/,
    );
  });

  it('refuses what is not there', () => {
    expect(() => checkPackages('{"packages":{}}')).toThrow('npm got one without a hash');
  });
});
