import path from 'node:path';
import { openStore } from '@peasy/tracker';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { recordManyRuns, startOf } from '../src/large-records.js';
import { emptyFolder } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { openWatchedPage } from '../src/watched-page.js';

describe.skipIf(!HAS_BROWSER)(`what is around every view${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    await recordManyRuns(folder, 12);
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 60_000);
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

  it('lists the keys on "?", but not where a question mark is typed', async () => {
    await page.goto(`${server.url}/runs`);
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await page.getByRole('searchbox', { name: 'Filter runs' }).press('?');
    expect(await sheet.isVisible()).toBe(false);
    await page.getByRole('main').focus();
    await page.keyboard.press('?');
    await sheet.getByText('search runs, views and commands').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet.isVisible()).toBe(false);
  });

  it('takes commands from the search', async () => {
    await page.goto(`${server.url}/runs?runs=run-1,run-2`);
    await page.getByRole('link', { name: 'Compare 2' }).first().waitFor();
    const take = async (words: string) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(words);
      await page.getByRole('option', { name: words }).waitFor();
      await page.keyboard.press('Enter');
    };
    await take('Theme: dark');
    const scheme = () => page.evaluate(() => document.documentElement.style.colorScheme);
    await expect.poll(scheme).toBe('dark');
    await take('Clear the selection');
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await take('Show the keys');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  it('strikes out, in the list of runs, a validation accuracy of photos that were trained on', async () => {
    const leaking = emptyFolder();
    await recordLeakingValidation(leaking);
    const other = await Server.start(leaking);
    try {
      await page.goto(`${other.url}/runs`);
      const list = page.getByRole('navigation', { name: 'All runs' });
      await list
        .getByRole('link', { name: /^leaking .*validation accuracy 0\.\d+ ± .* leaks/ })
        .waitFor();
      await list
        .getByTitle('5 of 150 validation photos were trained on: validation flatters')
        .waitFor();
      await list.getByRole('link', { name: /^honest .*validation accuracy/ }).waitFor();
      expect(await list.getByText('leaks', { exact: true }).count()).toBe(1);
      expect(await violationsOf(page)).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await other.stop();
    }
  }, 60_000);

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)(
    'is accessible and fits at %i pixels, %s, with what lies over the view',
    async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      const look = async (what: string) => {
        const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([what, scrollWidth, await violationsOf(page)]).toEqual([what, width, []]);
      };
      await page.goto(`${server.url}/nowhere`);
      await page.getByText('Nothing is at /nowhere.').waitFor();
      await look('missing view');
      await page.keyboard.press('/');
      await page.getByRole('option').first().waitFor();
      await look('search');
      await page.keyboard.press('Escape');
      await page.getByRole('option').first().waitFor({ state: 'hidden' });
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await look('keys');
      await page.keyboard.press('Escape');
      if (width > 760) return;
      await page.getByRole('button', { name: '12 runs' }).click();
      await page.getByRole('dialog', { name: 'Runs' }).waitFor();
      await look('list of runs');
    },
    60_000,
  );
});

/** Records `honest`, and `leaking`, which trained on five of its validation photos. */
async function recordLeakingValidation(folder: string): Promise<void> {
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  const start = startOf(0);
  for (const [name, validationAlsoTrained] of [
    ['honest', 0],
    ['leaking', 5],
  ] as const) {
    const split = { ...start.split!, validationAlsoTrained };
    const run = store.startRun({ ...start, name, split });
    run.logMetrics([{ key: 'valAccuracy', step: 9, epoch: 1, time: 1.7e12, value: 0.8 }]);
    await run.finish('finished');
  }
  store.close();
}
