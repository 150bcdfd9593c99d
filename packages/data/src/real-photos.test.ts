import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { NearDuplicates } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { openPhotos } from './open-photos.js';
import { options, temporaryFolder } from './testing/photo-files.js';

const ZIP = resolve(import.meta.dirname, '../../../../shared/data/dogs-vs-cats-16k.zip');
const missing = existsSync(ZIP)
  ? ''
  : ' [skipped: ../shared/data/dogs-vs-cats-16k.zip is not here]';

describe.skipIf(missing !== '')(`openPhotos() of 16,000 real photos${missing}`, () => {
  it('decodes them all, and has them from the cache the second time', async () => {
    const folder = await temporaryFolder();
    const first = await openPhotos(options(ZIP, folder, { size: 32 }));
    expect(first.classes).toEqual(['cat', 'dog']);
    expect(first.images.count).toBe(16_000);
    expect(first.images.pixels.length).toBe(16_000 * 32 * 32 * 3);
    expect(first.images.labels.reduce((sum, label) => sum + label, 0)).toBe(8000);
    expect(first.rejected).toEqual([]);
    expect(first.paths.slice(0, 4)).toEqual([0, 1, 2, 3].map((i) => `train/cat.${i}.jpg`));

    const pairs: string[] = [];
    new NearDuplicates(first.images).eachPair(({ first: one, second }) =>
      pairs.push(`${first.paths[one]} ${first.paths[second]}`),
    );
    // All 15 were looked at: each is one photo twice. docs/results.md says more.
    expect(pairs).toHaveLength(15);
    expect(pairs).toContain('train/cat.11565.jpg train/dog.2877.jpg');

    const start = performance.now();
    const second = await openPhotos(options(ZIP, folder, { size: 32 }));
    const milliseconds = performance.now() - start;
    expect(second.cached).toBe(true);
    expect(second.digest).toBe(first.digest);
    expect(Buffer.from(second.images.pixels).equals(first.images.pixels)).toBe(true);
    // The promise is one second; ten times that still fails if photos were decoded again.
    expect(milliseconds).toBeLessThan(10_000);
  }, 240_000);
});
