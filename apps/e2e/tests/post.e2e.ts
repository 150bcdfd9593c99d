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
    await page.getByText('No run of these networks is here yet').first().waitFor();
    // The animation runs without any run, over a drawing.
    await page
      .getByRole('img', { name: /^a drawing, grey, with the window of the kernel/ })
      .waitFor();
    await page.goto(`${server.url}/lab`);
    await page
      .getByRole('img', { name: /^a drawing, grey, with the window of the kernel/ })
      .waitFor();
    await page.goto(`${server.url}/post`);
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
    await page.getByRole('heading', { name: '10. Runs that are here' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('has the weights in their shapes, the kernel on its way, the check and the grid, all live', async () => {
    await page.goto(`${server.url}/post`);
    const shapes = page.getByRole('region', { name: 'Shapes of CNN' });
    await shapes
      .getByRole('row', { name: /^ConvLayer2 16 × 16 × 8 3 × 3 × 32 × 8, 8 2,312$/ })
      .waitFor();
    await shapes.getByRole('row', { name: /^In all 69,130$/ }).waitFor();
    const slider = page.getByRole('slider', { name: 'Place of the kernel' });
    await slider.press('ArrowDown');
    await page.getByText('row 1, column 0', { exact: true }).waitFor();
    const lab = await page.getByRole('link', { name: 'Open this in the lab' }).getAttribute('href');
    expect(lab).toContain('draw=amounts');
    expect(lab).toContain('at=32');
    await page.getByText(/^cnn, ConvLayer1, filter 0\. It correlates/).waitFor();
    for (const name of ['cnn', 'dense']) {
      const grid = page.getByRole('region', { name: `Never-seen photos, ${name}`, exact: true });
      await expect.poll(() => grid.getByRole('listitem').count(), { timeout: 20_000 }).toBe(36);
    }
    await page.getByLabel('A photo of your own').setInputFiles({
      ...{ name: 'words.txt', mimeType: 'text/plain' },
      buffer: Buffer.from('words'),
    });
    await page.getByRole('alert').getByText('got words.txt').waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('has the curves of both runs and how the weights moved', async () => {
    await page.goto(`${server.url}/post`);
    const accuracy = page.getByRole('figure', { name: 'Accuracy' });
    await accuracy.scrollIntoViewIfNeeded();
    await accuracy.getByText('8 points, each drawn').waitFor();
    // Drawn photos: 1,680 of 2,400 are trained on, 360 validate.
    await accuracy.getByText('n = 360', { exact: true }).waitFor();
    for (const name of ['cnn', 'dense']) {
      const row = accuracy.getByRole('row', { name });
      expect(await row.getByRole('cell').allTextContents()).toEqual([
        expect.stringMatching(/^0\.\d+\s±\s0\.\d+$/),
        expect.stringMatching(/^0\.\d+\s±\s0\.\d+$/),
      ]);
    }
    const spread = page.getByRole('img', { name: /^ConvLayer1\/kernel: after epoch 0 mean/ });
    await page.getByRole('heading', { name: /^Weights and activations/ }).scrollIntoViewIfNeeded();
    await spread.waitFor();
    await page.getByText('ridges', { exact: true }).click();
    await page.getByText(/A hill a snapshot/).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('shows the runs, holds them to each other, and asks the record', async () => {
    await page.goto(`${server.url}/post`);
    const runs = page.getByRole('region', { name: 'Runs that are here' });
    await expect.poll(() => runs.getByRole('row').count(), { timeout: 20_000 }).toBe(3);
    expect(await runs.getByRole('link', { name: 'cnn', exact: true }).getAttribute('href')).toMatch(
      /^\/runs\//,
    );
    await page.getByRole('button', { name: 'Run the query' }).click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByRole('cell', { name: '2656130' }).waitFor();
    await page.getByRole('button', { name: /^Hold dense to cnn/ }).click();
    await page
      .getByText(/McNemar/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Change it in SQL' }).click();
    await page.getByRole('cell', { name: '69130' }).waitFor();
    expect(complaints).toEqual([]);
  }, 90_000);

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
