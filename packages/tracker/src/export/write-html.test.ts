import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_ANSWERS } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore } from '../store/store.js';
import { exportRuns } from './export-runs.js';

const SPLIT = sampleStart().split;

interface PageRun {
  readonly name: string;
  readonly accuracy: number;
  readonly leaked?: number;
  readonly near?: number;
  readonly seed?: number;
  /** Of the 2400 test photos, which are answered rightly; left out: the run did not keep its answers. */
  readonly isRight?: (photo: number) => boolean;
}

/** What a run keeps of its test. */
function answersOf(isRight: (photo: number) => boolean): string {
  const photos = Array.from({ length: 2400 }, (_, i) => i);
  return JSON.stringify({
    photos: photos.map((i) => i.toString(16).padStart(16, '0')),
    labels: photos.map(() => 0),
    predictions: photos.map((i) => (isRight(i) ? 0 : 1)),
  });
}

async function page(runs: readonly PageRun[]): Promise<string> {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const ids: string[] = [];
  for (const { name, accuracy, leaked = 0, near, seed = 1, isRight } of runs) {
    const split = { ...SPLIT, test: 2400, testAlsoTrained: leaked, testNearTrained: near };
    const logger = store.startRun(sampleStart({ name, split, params: { seed } }));
    for (const key of ['loss', 'valLoss']) {
      logger.logMetrics([1, 2, 3].map((epoch) => point(key, epoch, 1 / epoch)));
    }
    logger.logMetrics([point('testAccuracy', 3, accuracy)]);
    if (isRight) {
      const bytes = new TextEncoder().encode(answersOf(isRight));
      await logger.saveArtifact({ path: TEST_ANSWERS, mediaType: 'application/json', bytes });
    }
    await logger.finish('finished');
    ids.push(logger.runId);
  }
  const to = join(folder, 'comparison.html');
  await exportRuns(store, { runs: ids, format: 'html', to });
  store.close();
  return readFileSync(to, 'utf8');
}

describe('the page of a comparison', () => {
  it('says which run is better, with intervals and n, and shows only what differs', async () => {
    const html = await page([
      { name: 'cnn', accuracy: 0.874, seed: 1 },
      { name: 'dense', accuracy: 0.731, seed: 2 },
    ]);
    expect(html).toContain(
      'cnn is better than dense on the same test photos: cnn 0.874, 0.860 to 0.887 (n = 2,400)',
    );
    expect(html).toMatch(/<th scope="row">seed<\/th><td>1<\/td><td>2<\/td>/);
    expect(html).not.toMatch(/<th scope="row">environment\.node/);
    expect(html.match(/<svg viewBox="[^"]*" role="img"/g)).toHaveLength(1);
    expect(html).toContain('<title>dense valLoss</title>');
  });

  it('does not tell apart what cannot be, and says where a test is none', async () => {
    expect(
      await page([
        { name: 'a', accuracy: 0.74 },
        { name: 'b', accuracy: 0.73 },
      ]),
    ).toContain('a and b cannot be told apart on the same test photos');
    const leaking = await page([
      { name: 'a', accuracy: 0.97, leaked: 2400 },
      { name: 'b', accuracy: 0.7 },
    ]);
    expect(leaking).toContain('No honest comparison');
    expect(leaking).toContain('2,400 of its 2,400 test photos were trained on');
  });

  it('tells runs apart photo by photo where they kept what they said of each', async () => {
    // 0.75 and 0.73: the intervals overlap, but every photo that b has right a has right too.
    const nested = await page([
      { name: 'a', accuracy: 0.75, isRight: (i) => i < 1800 },
      { name: 'b', accuracy: 0.73, isRight: (i) => i < 1752 },
    ]);
    expect(nested).toContain('a is better than b on the same 2,400 test photos');
    expect(nested).toContain('On 48 of them only a is right, on 0 only b: McNemar p &lt; 0.001.');
    const even = await page([
      { name: 'a', accuracy: 0.75, isRight: (i) => i < 1800 },
      { name: 'b', accuracy: 0.73, isRight: (i) => i >= 648 },
    ]);
    expect(even).toContain('a and b cannot be told apart on the same 2,400 test photos');
    const three = await page([
      { name: 'a', accuracy: 0.75, isRight: (i) => i < 1800 },
      { name: 'b', accuracy: 0.73, isRight: (i) => i < 1752 },
      { name: 'c', accuracy: 0.7496, isRight: (i) => i > 0 && i < 1800 },
    ]);
    expect(three).toContain('by McNemar&#39;s test (Holm) it cannot be told apart from c');
  });

  it('says that only intervals were compared where a run kept no answers', async () => {
    const html = await page([
      { name: 'a', accuracy: 0.75, isRight: (i) => i < 1800 },
      { name: 'b', accuracy: 0.5 },
    ]);
    expect(html).toContain('The 95 % intervals do not overlap. There is no McNemar');
  });

  it('warns of near-duplicates, and gives mean and band of runs that differ in their seed', async () => {
    const html = await page([
      { name: 'a', accuracy: 0.75, near: 12, seed: 1 },
      { name: 'b', accuracy: 0.73, near: 1, seed: 2 },
    ]);
    expect(html).toContain(
      'a: 12 of its 2,400 test photos have a near-duplicate among the trained',
    );
    expect(html).toContain('b: 1 of its 2,400 test photos has a near-duplicate');
    expect(html).toContain('0.7400 ± 0.0141 over 2 seeds (n = 2,400 each)');
  });

  it('needs nothing but itself, and takes no name for markup', async () => {
    const html = await page([{ name: '<img src=x onerror=alert(1)>', accuracy: 0.5 }]);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/);
    expect(html).toContain("default-src 'none'");
  });
});
