import type { PhotoMaps } from './network-maps.js';

const known = new WeakMap<PhotoMaps, WeakMap<PhotoMaps, PhotoMaps>>();

/** Maps less other maps of the same network, value by value; the same object each time. */
export function mapDifferences(maps: PhotoMaps, others: PhotoMaps): PhotoMaps {
  const ofMaps = known.get(maps) ?? new WeakMap<PhotoMaps, PhotoMaps>();
  known.set(maps, ofMaps);
  const before = ofMaps.get(others);
  if (before) return before;
  const differences: PhotoMaps = new Map(
    [...maps].map(([layer, { shape, values }]) => {
      const other = others.get(layer)!.values;
      return [layer, { shape, values: Float32Array.from(values, (one, i) => one - other[i]) }];
    }),
  );
  ofMaps.set(others, differences);
  return differences;
}
