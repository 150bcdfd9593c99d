import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

describe.skipIf(!HAS_BROWSER)(`the post as a page${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await Server.start(folder);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => context.close());

  it('says what to train where there is no run, and shows both networks inside when there are', async () => {
    await page.goto(`${server.url}/post`);
    await page.getByText('No run of these networks is here yet').waitFor();
    for (const name of ['cnn', 'dense']) {
      const train = ['train', '--config', config(name), '--epochs', '2'];
      expect((await peasy(folder, train)).code).toBe(0);
    }
    await page.reload();
    await page
      .getByRole('img', { name: /^ConvLayer1 of / })
      .first()
      .waitFor();
    await page
      .getByRole('img', { name: /^Input_layer of .*: 768 units/ })
      .first()
      .waitFor();
    const answers = page.locator('class-bars dl').first();
    const trained = await answers.textContent();
    await page.getByRole('slider', { name: 'Epoch' }).press('Home');
    await page.getByText('no training: random weights').first().waitFor();
    await expect.poll(() => answers.textContent()).not.toBe(trained);
    await page.getByRole('heading', { name: 'Runs that are here' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.url}/post`);
    await page
      .getByRole('img', { name: /^ConvLayer1 of / })
      .first()
      .waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violationsOf(page)).toEqual([]);
  });
});
