import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openStore } from '@peasy/tracker';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { testPredictions } from '../src/test-predictions.js';
import { openWatchedPage } from '../src/watched-page.js';

interface Evaluated {
  readonly accuracy: number;
  readonly correct: number;
  readonly loss: number;
  readonly confusion: readonly (readonly number[])[];
}

const LOG = 'epoch 1 began\nepoch 1 ended\n';

describe.skipIf(!HAS_BROWSER)(`the page of a run${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  const database = path.join(folder, 'peasy.db');
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const { code } = await peasy(folder, ['train', '--config', config('cnn'), '--epochs', '12']);
    expect(code).toBe(0);
    const store = openStore({ file: database });
    const { logger } = store.resumeRun(store.findRun('cnn').id, { epochsPlanned: 24 });
    await logger.saveArtifact({
      ...{ path: 'logs/train.log', mediaType: 'text/plain' },
      bytes: new TextEncoder().encode(LOG),
    });
    await logger.finish('finished');
    store.close();
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 120_000);
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
  const open = async () => {
    await page.goto(`${server.url}/runs/cnn`);
    await page
      .getByRole('button', { name: 'Most wrong' })
      .or(page.getByText(/^Most wrong/))
      .first()
      .waitFor();
  };

  const saved = async (button: Locator): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return readFileSync(await download.path(), 'latin1');
  };

  it('shows what `peasy evaluate` says, and the photos that it is most wrong on and least sure of', async () => {
    await open();
    const told = await peasyJson<Evaluated>(folder, [
      ...['evaluate', 'cnn', '--role', 'test', '--snapshot', 'best'],
    ]);
    const tests = page.getByRole('region', { name: 'Test photos' });
    expect(await numberOf(tests.locator('data.right'))).toBe(told.correct);
    expect(await numberOf(tests.locator('data.accuracy'))).toBeCloseTo(told.accuracy, 12);
    expect(await numberOf(tests.locator('data.loss'))).toBeCloseTo(told.loss, 4);
    const counts = await tests
      .getByRole('group', { name: 'Confusion of cnn' })
      .locator('data')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));
    expect(counts).toEqual(told.confusion.flat());

    const { photos, said, probabilities } = await testPredictions(server.url, 'cnn', 'best');
    const classes = probabilities.length / photos.length;
    const sure = photos.map((_, i) =>
      Math.max(...probabilities.subarray(i * classes, (i + 1) * classes)),
    );
    const places = photos.map((_, i) => i);
    const wrong = places
      .filter((i) => said.get(photos[i].hash) !== photos[i].label)
      .sort((a, b) => sure[b] - sure[a]);
    const first = () => tests.getByRole('listitem').getByRole('link').first();
    expect(await first().getAttribute('title')).toBe(photos[wrong[0]].path);
    expect(await saved(tests.getByRole('button', { name: 'Save wrong-cnn as PNG' }))).toMatch(
      /^\x89PNG/,
    );
    expect(await saved(tests.getByRole('button', { name: 'Save confusion-cnn as SVG' }))).toMatch(
      /^<svg.*rows show, columns say.*<\/svg>$/s,
    );
    await tests.getByText('Least sure').click();
    await expect.poll(() => page.url()).toContain('sheet=unsure');
    const unsure = places.sort((a, b) => sure[a] - sure[b]);
    expect(await first().getAttribute('title')).toBe(photos[unsure[0]].path);
    await first().click();
    await expect.poll(() => page.url()).toContain(`photos=${photos[unsure[0]].index}`);
  }, 60_000);

  it('shows how far weights moved between snapshots, and histograms of each', async () => {
    await open();
    const history = page.getByRole('region', { name: 'Weights and activations over epochs' });
    await history.scrollIntoViewIfNeeded();
    await history.getByRole('img', { name: /^ConvLayer1\/kernel: after epoch 0 mean/ }).waitFor();
    await history.getByRole('img', { name: /^PoolingLayer2: after epoch 0/ }).waitFor();
    const store = openStore({ file: database });
    const { snapshots } = store.getRun(store.findRun('cnn').id);
    const [before, after] = snapshots.slice(0, 2).map(({ id }) => {
      const tensor = new Map(store.snapshotWeights(id)).get('ConvLayer1/kernel')!;
      return Array.from(tensor.values as Float32Array);
    });
    store.close();
    const length = (values: readonly number[]) => Math.hypot(...values);
    const ratio = length(after.map((value, i) => value - before[i])) / length(before);
    const row = history.getByRole('row', { name: 'ConvLayer1/kernel' });
    expect(await numberOf(row.locator('data'))).toBeCloseTo(ratio, 6);
    await history.getByText('ridges', { exact: true }).click();
    await expect.poll(() => page.url()).toContain('spread=ridges');
    await page.reload();
    await history.scrollIntoViewIfNeeded();
    await history.getByText(/A hill a snapshot/).waitFor();
    await history.getByRole('img', { name: /^ConvLayer1\/kernel: after epoch 0 mean/ }).waitFor();
    expect(await saved(history.getByRole('button', { name: /as SVG$/ }))).toMatch(
      /^<svg.*ConvLayer1\/kernel.*<path.*<\/svg>$/s,
    );
    expect(await saved(history.getByRole('button', { name: /as PNG$/ }))).toMatch(/^\x89PNG/);
  }, 60_000);

  it('keeps a note and tags in the record', async () => {
    await open();
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('First look.\nWorth more epochs.');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByText('Worth more epochs.').waitFor();
    await page.getByLabel('Name of the tag').fill('stage');
    await page.getByLabel('Value of the tag').fill('draft');
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('button', { name: 'Remove tag stage' }).waitFor();
    const shown = await peasyJson<{ note: string; tags: Record<string, string> }>(folder, [
      ...['show', 'cnn'],
    ]);
    expect([shown.note, shown.tags.stage]).toEqual(['First look.\nWorth more epochs.', 'draft']);
    await page.getByRole('button', { name: 'Remove tag stage' }).click();
    await expect
      .poll(async () => {
        const { tags } = await peasyJson<{ tags: object }>(folder, ['show', 'cnn']);
        return Object.keys(tags);
      })
      .not.toContain('stage');
  }, 60_000);

  it('gives files out as they are, and reads logs', async () => {
    await open();
    const files = page.getByRole('region', { name: 'Files' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('link', { name: 'split.json' }).click(),
    ]);
    const digest = createHash('sha256')
      .update(readFileSync(await download.path()))
      .digest('hex');
    await files.getByText(digest.slice(0, 12)).waitFor();
    await files.getByText('Read logs/train.log').click();
    await files.getByText('epoch 1 ended').waitFor();
    await files.getByText('Read train.log').click();
    await files.getByText(/Z {2}cnn {2}run /).waitFor();
  }, 60_000);

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)(
    'is accessible and fits at %i pixels, %s',
    async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await open();
      const history = page.getByRole('region', { name: 'Weights and activations over epochs' });
      await history.scrollIntoViewIfNeeded();
      await history.getByRole('img').first().waitFor();
      await page
        .getByRole('button', { name: 'Write a note' })
        .or(page.getByRole('button', { name: 'Edit note' }))
        .click();
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    },
    60_000,
  );

  it('goes into the trash and comes back', async () => {
    await open();
    await page.getByRole('button', { name: 'Move run to the trash' }).click();
    await page.getByText('cnn is in the trash since').waitFor();
    await page.getByRole('button', { name: 'Restore cnn' }).click();
    await page.getByRole('heading', { name: 'cnn' }).waitFor();
  }, 60_000);
});
