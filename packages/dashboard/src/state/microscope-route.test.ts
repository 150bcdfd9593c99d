import { describe, expect, it } from 'vitest';
import { formatAddress, microscopeRoute, parseAddress } from './route.js';

describe("the microscope's address", () => {
  it('says what is looked at, and comes back whole', () => {
    const route = {
      ...microscopeRoute(),
      see: 'filters',
      beside: 'blink',
      against: 'run:b',
      filters: [{ run: 'a', layer: 'Conv,1', filter: 5 }],
      order: 'norm',
      target: 1,
      patch: [4, 1, 0],
      way: 'down',
      shifted: 100,
    } as const;
    const address = formatAddress(route);
    expect(address).toBe(
      '/microscope?see=filters&beside=blink&against=run%3Ab&filter=a~Conv%252C1~5&order=norm&target=1&patch=4-1-0&way=down&n=100',
    );
    expect(parseAddress(address)).toEqual(route);
  });

  it.each([
    [{ epoch: 3 }, 'epoch=3'],
    [{ along: 'seconds', epoch: 12.5 }, 'seconds=12.5'],
    [{ along: 'images' }, 'images=last'],
  ] as const)('says where the slider is, and along what it goes: %j', (place, query) => {
    const route = { ...microscopeRoute(), ...place };
    const address = formatAddress(route);
    expect(address).toBe(`/microscope?${query}`);
    expect(parseAddress(address)).toEqual(route);
  });

  it('leaves out what makes no sense', () => {
    const address = '/microscope?see=x&beside=y&filter=a~b,~~,a~%25~1&patch=0-2-300&n=x&target=-1';
    expect(parseAddress(address)).toEqual(microscopeRoute());
  });
});
