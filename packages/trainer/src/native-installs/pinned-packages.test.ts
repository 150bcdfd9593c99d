import { describe, expect, it } from 'vitest';
import { checkPackages } from './pinned-packages.js';

const PINNED = [{ name: '@some/package', version: '4.22.0', integrity: 'sha512-uHrXeUlf==' }];

function lock(integrity: string): string {
  return JSON.stringify({ packages: { 'node_modules/@some/package': { integrity } } });
}

describe('checkPackages()', () => {
  it('takes the package that was pinned', () => {
    expect(() => checkPackages(lock('sha512-uHrXeUlf=='), PINNED)).not.toThrow();
  });

  it('refuses a package with another hash than the pinned one', () => {
    expect(() => checkPackages(lock('sha512-another'), PINNED)).toThrow(
      'Expected @some/package@4.22.0 with the hash sha512-uHrXeUlf==, npm got sha512-another',
    );
  });

  it('refuses what is not there', () => {
    expect(() => checkPackages('{"packages":{}}', PINNED)).toThrow('npm got one without a hash');
  });
});
