import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

/** A browser opens six connections to a server; each page that listens holds one. */
const PAGES = 9;

/** Says whether a page is seen, as a browser with tabs does; without a window all of them are. */
const show = (page: Page, seen: boolean) =>
  page.evaluate((isSeen) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isSeen });
    document.dispatchEvent(new Event('visibilitychange'));
  }, seen);

describe.skipIf(!HAS_BROWSER)(`many pages in one browser${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let context: BrowserContext;
  let server: Server;
  const train = async (name: string) => {
    const words = ['train', '--config', config('dense'), '--epochs', '1', '--name', name, '--json'];
    expect((await peasy(folder, words)).code).toBe(0);
  };
  beforeAll(async () => {
    await train('first');
    server = await Server.start(folder);
    browser = await launchBrowser();
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('all get their runs, and one that is seen again hears of what it missed', async () => {
    const pages: Page[] = [];
    for (let i = 0; i < PAGES; i++) {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${server.url}/runs`);
      await page.getByText('first').first().waitFor();
      await show(page, false);
      pages.push(page);
    }
    await train('second');
    await show(pages[0], true);
    await pages[0].getByText('second').first().waitFor();
    expect(await pages[1].getByText('second').count()).toBe(0);
    await show(pages[1], true);
    await pages[1].getByText('second').first().waitFor();
  });
});
