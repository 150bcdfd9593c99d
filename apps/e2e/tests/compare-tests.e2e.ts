import { mcnemar, wilsonInterval } from '@peasy/core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { type TestPredictions, testPredictions } from '../src/test-predictions.js';
import { openWatchedPage } from '../src/watched-page.js';

interface Evaluated {
  readonly accuracy: number;
  readonly n: number;
  readonly correct: number;
  readonly loss: number;
  readonly confusion: readonly (readonly number[])[];
}

describe.skipIf(!HAS_BROWSER)(`runs on the same test photos${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    for (const [name, network, ...flags] of [
      ['cnn', 'cnn', '--epochs', '12'],
      ['dense', 'dense', '--epochs', '3'],
      ['elsewhere', 'cnn', '--epochs', '2', '--split.seed', '7'],
      ['leaking', 'post-cnn', '--epochs', '1'],
    ]) {
      const { code, stderr } = await peasy(folder, [
        ...['train', '--config', config(network), '--name', name, ...flags],
      ]);
      expect([code, stderr]).toEqual([0, expect.anything()]);
    }
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    ({ context, page, complaints } = await openWatchedPage(browser));
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const numberOf = async (data: Locator) => Number(await data.first().getAttribute('value'));
  const rowOf = (name: string) =>
    page
      .getByRole('group', { name: 'Accuracies on the shared test photos' })
      .getByRole('row', { name });
  async function open(runs: string, query = ''): Promise<void> {
    await page.goto(`${server.url}/compare?runs=${runs}${query}`);
    await page.getByRole('heading', { name: 'Where they disagree' }).waitFor();
  }

  /** Hashes of test photos that two runs share. */
  function sharedHashes(a: TestPredictions, b: TestPredictions): readonly string[] {
    return a.photos.map(({ hash }) => hash).filter((hash) => b.said.has(hash));
  }

  /** How many shared photos only the first, and only the second, names right. */
  function onlyRight(a: TestPredictions, b: TestPredictions): readonly [number, number] {
    const labels = new Map(a.photos.map(({ hash, label }) => [hash, label]));
    const shared = sharedHashes(a, b);
    const count = (good: TestPredictions, bad: TestPredictions) =>
      shared.filter(
        (hash) =>
          good.said.get(hash) === labels.get(hash) && bad.said.get(hash) !== labels.get(hash),
      ).length;
    return [count(a, b), count(b, a)];
  }

  it('shows what `peasy evaluate` says of every run', async () => {
    await open('cnn,dense');
    for (const name of ['cnn', 'dense']) {
      const told = await peasyJson<Evaluated>(folder, [
        ...['evaluate', name, '--role', 'test', '--snapshot', 'best'],
      ]);
      const row = rowOf(name);
      expect(await numberOf(row.locator('data.right'))).toBe(told.correct);
      expect(await numberOf(row.locator('data.accuracy'))).toBeCloseTo(told.accuracy, 12);
      expect(await numberOf(row.locator('data.loss'))).toBeCloseTo(told.loss, 4);
      const { low, high } = wilsonInterval(told.correct, told.n);
      await row.getByRole('img', { name: `${low.toFixed(3)} to ${high.toFixed(3)}` }).waitFor();
      const counts = await page
        .getByRole('group', { name: `Confusion of ${name}` })
        .locator('data')
        .evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));
      expect(counts).toEqual(told.confusion.flat());
    }
  }, 60_000);

  it("tests the difference by McNemar's test over the very photos, and answers with it", async () => {
    const [cnn, dense] = await Promise.all(
      ['cnn', 'dense'].map((run) => testPredictions(server.url, run, 'best')),
    );
    const [onlyCnn, onlyDense] = onlyRight(cnn, dense);
    const { pValue } = mcnemar(onlyCnn, onlyDense);
    await open('cnn,dense');
    expect(await numberOf(page.locator('data.only-first'))).toBe(onlyCnn);
    expect(await numberOf(page.locator('data.only-second'))).toBe(onlyDense);
    expect(await numberOf(page.locator('data.p-value'))).toBeCloseTo(pValue, 12);
    const answer = page.getByText(/on the same [\d,]+ test photos.*McNemar p/);
    await answer.waitFor();
    expect(await answer.textContent()).toContain(
      `on the same ${cnn.photos.length.toLocaleString('en-GB')} test photos`,
    );
  }, 60_000);

  it('shows the photos that one names right and the other wrong, each a link into the microscope', async () => {
    const [cnn, dense] = await Promise.all(
      ['cnn', 'dense'].map((run) => testPredictions(server.url, run, 'best')),
    );
    const [onlyCnn] = onlyRight(cnn, dense);
    await open('cnn,dense');
    const sheet = page.getByRole('list', { name: `Only cnn right: ${onlyCnn}` });
    const links = sheet.getByRole('link');
    expect(await links.count()).toBe(Math.min(36, onlyCnn));
    const words = (await links.first().getAttribute('title')) ?? '';
    const photo = cnn.photos.find(({ path }) => path === words)!;
    expect(cnn.said.get(photo.hash)).toBe(photo.label);
    expect(dense.said.get(photo.hash)).not.toBe(photo.label);
    await links.first().click();
    await expect.poll(() => page.url()).toContain('/microscope?');
    expect(page.url()).toContain(`photos=${photo.index}`);
    await page.getByRole('heading', { name: 'cnn' }).first().waitFor();
  }, 60_000);

  it('compares runs of different splits on the photos that they share, and says so', async () => {
    const [cnn, elsewhere] = await Promise.all(
      ['cnn', 'elsewhere'].map((run) => testPredictions(server.url, run, 'best')),
    );
    const n = sharedHashes(cnn, elsewhere).length;
    expect(n).toBeGreaterThan(0);
    expect(n).toBeLessThan(cnn.photos.length);
    await open('cnn,elsewhere');
    await page.getByText(new RegExp(`they share ${n}, and only these are compared`)).waitFor();
    await rowOf('elsewhere').getByText(`of ${n}`).waitFor();
  }, 60_000);

  it('leaves out what a run trained on, and compares nothing honestly where nothing is left', async () => {
    const [cnn, leaking] = await Promise.all(
      ['cnn', 'leaking'].map((run) => testPredictions(server.url, run, 'best')),
    );
    expect(leaking.photos.every(({ trained }) => trained)).toBe(true);
    await open('cnn,leaking');
    await page.getByText(/No honest comparison/).waitFor();
    const n = sharedHashes(cnn, leaking).length;
    await rowOf('leaking').getByText(`of ${n}`).waitFor();
    await page
      .getByText('Every test photo that they share was trained on by one of them.')
      .waitFor();
  }, 60_000);

  it('keeps the chosen snapshot in the address, and a pasted one shows the same', async () => {
    await open('cnn,dense');
    await page.getByLabel('Snapshot of cnn').selectOption('0');
    await expect.poll(() => page.url()).toMatch(/at\.[^=]+=0/);
    const told = await peasyJson<Evaluated>(folder, [
      ...['evaluate', 'cnn', '--role', 'test', '--snapshot', '0'],
    ]);
    await expect.poll(() => numberOf(rowOf('cnn').locator('data.right'))).toBe(told.correct);
    await page.reload();
    await page.getByRole('heading', { name: 'Where they disagree' }).waitFor();
    expect(await numberOf(rowOf('cnn').locator('data.right'))).toBe(told.correct);
  }, 60_000);

  it.each([1440, 390])(
    'has every accuracy in sight at %i pixels, in a table',
    async (width) => {
      await page.setViewportSize({ width, height: 844 });
      await open('cnn,dense,elsewhere');
      const group = page.getByRole('group', { name: 'Accuracies on the shared test photos' });
      for (const name of ['cnn', 'dense', 'elsewhere']) {
        const cells = rowOf(name).getByRole('cell');
        expect([name, await cells.count()]).toEqual([name, 6]);
        for (const cell of await cells.all()) {
          const { x, width: cellWidth } = (await cell.boundingBox())!;
          expect([name, x >= 0, x + cellWidth <= width]).toEqual([name, true, true]);
        }
        await rowOf(name).getByRole('rowheader', { name }).waitFor();
        await rowOf(name).getByRole('img', { name: / to / }).waitFor();
      }
      expect(await group.evaluate((all) => all.scrollWidth - all.clientWidth)).toBe(0);
      expect(await group.getByRole('columnheader').allTextContents()).toHaveLength(7);
    },
    60_000,
  );

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)(
    'is accessible and fits at %i pixels, %s',
    async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await open('cnn,dense,elsewhere');
      const matrix = page.getByRole('group', { name: 'Every run beside every other' });
      await expect.poll(() => matrix.locator('data').count()).toBe(6);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    },
    60_000,
  );
});
