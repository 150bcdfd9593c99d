import { readdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { HAS_REAL_PHOTOS, NEEDS_REAL_PHOTOS, REAL_PHOTOS } from '../src/shared-photos.js';
import { openWatchedPage } from '../src/watched-page.js';

describe.skipIf(!HAS_BROWSER || !HAS_REAL_PHOTOS)(
  `photos that nothing has decoded yet${NEEDS_BROWSER}${NEEDS_REAL_PHOTOS}`,
  () => {
    const folder = emptyFolder();
    const cache = emptyFolder();
    let browser: Browser;
    let server: Server;
    let context: BrowserContext;
    let page: Page;

    beforeAll(async () => {
      browser = await launchBrowser();
      const words = ['train', '--config', config('dense'), '--epochs', '1', '--data', REAL_PHOTOS];
      expect((await peasy(folder, words)).code).toBe(0);
      // Another machine's server: it has the run and the photos, but has decoded none.
      server = await Server.start(folder, 0, { env: { PEASY_CACHE: cache } });
      ({ context, page } = await openWatchedPage(browser));
    }, 180_000);
    afterAll(async () => {
      await context?.close();
      await browser?.close();
      await server?.stop();
    });

    it('says how far the server is, in every view, until it has an answer', async () => {
      await page.goto(`${server.url}/microscope?runs=dense`);
      const bar = page.getByRole('progressbar', { name: 'Photos' });
      await page.getByText('The server decodes the photos, once').waitFor();
      await page.getByText(/^[\d,]+ of 16,000$/).waitFor();
      const done = () => bar.evaluate((element) => (element as HTMLProgressElement).value);
      const before = await done();
      await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(before);
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('link', { name: 'Runs', exact: true }).click();
      expect(await bar.isVisible()).toBe(true);
      // It does not decode to the end first: nothing is packed.
      expect(await server.stop()).toBe(0);
      expect(readdirSync(cache).filter((name) => name.endsWith('.photos'))).toEqual([]);
      await bar.waitFor({ state: 'hidden' });
    });
  },
);
