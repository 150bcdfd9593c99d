import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore } from '../store/store.js';
import { exportRuns } from './export-runs.js';

const SPLIT = sampleStart().split;

async function page(
  runs: readonly { name: string; accuracy: number; leaked?: number; seed?: number }[],
): Promise<string> {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const ids: string[] = [];
  for (const { name, accuracy, leaked = 0, seed = 1 } of runs) {
    const split = { ...SPLIT, test: 2400, testAlsoTrained: leaked };
    const logger = store.startRun(sampleStart({ name, split, params: { seed } }));
    for (const key of ['loss', 'valLoss']) {
      logger.logMetrics([1, 2, 3].map((epoch) => point(key, epoch, 1 / epoch)));
    }
    logger.logMetrics([point('testAccuracy', 3, accuracy)]);
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
    expect(html.match(/<svg viewBox="0 0 720/g)).toHaveLength(1);
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

  it('needs nothing but itself, and takes no name for markup', async () => {
    const html = await page([{ name: '<img src=x onerror=alert(1)>', accuracy: 0.5 }]);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/);
    expect(html).toContain("default-src 'none'");
  });
});
