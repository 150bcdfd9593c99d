import { goldenMissing, goldenNote } from '@peasy/engine-contract';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type GoldenRecord, goldenRecord } from '../src/golden-record.js';
import { Server } from '../src/served-page.js';

describe.skipIf(!HAS_BROWSER || goldenMissing)(
  `the convolution lab${NEEDS_BROWSER}${goldenNote}`,
  () => {
    let browser: Browser;
    let record: GoldenRecord;
    let server: Server;
    let context: BrowserContext;
    let page: Page;
    const complaints: string[] = [];
    beforeAll(async () => {
      browser = await launchBrowser();
      record = await goldenRecord();
      server = await Server.start(record.folder);
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
    afterEach(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });

    const sum = () => page.locator('.sum data').getAttribute('value').then(Number);

    it('multiplies the very pixels of the photo, and flips the kernel for convolution only', async () => {
      await page.goto(`${server.url}/lab?k=0,0,0;0,0,1;0,0,0&at=330`);
      // Correlation with this kernel is the pixel to the right, convolution the one to the left.
      const answer = await fetch(`${server.url}/api/runs/golden/photos?role=test&label=0&limit=1`);
      const { photos } = (await answer.json()) as { photos: { index: number }[] };
      const packed = await fetch(
        `${server.url}/api/runs/golden/photos/pixels?index=${photos[0].index}`,
      );
      const bytes = new Uint8Array(await packed.arrayBuffer());
      const pixels = bytes.subarray(4 + new DataView(bytes.buffer).getUint32(0, true));
      const grey = (y: number, x: number) => {
        const at = (y * 32 + x) * 3;
        return (0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]) / 255;
      };
      await page.locator('.sum data').waitFor();
      expect(await sum()).toBeCloseTo(grey(10, 11), 10);
      await page.getByText('Convolution', { exact: true }).click();
      await expect.poll(sum).toBeCloseTo(grey(10, 9), 10);
    });

    it('goes by the keyboard, and says why the border is what it is', async () => {
      await page.goto(`${server.url}/lab`);
      const slider = page.getByRole('slider', { name: 'Place of the kernel' });
      await page.getByText('Shaded values are outside the photo, and zero').waitFor();
      await slider.press('ArrowRight');
      await page.getByText('row 0, column 1', { exact: true }).waitFor();
      expect(page.url()).toContain('at=1');
      await slider.press('End');
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      await page.getByRole('textbox', { name: 'Row 1, column 1' }).fill('7');
      await page.getByRole('textbox', { name: 'Row 1, column 1' }).press('Enter');
      await expect.poll(() => page.url()).toContain('k=7%2C0%2C1');
    });

    it('proves of a filter of the published network that it correlates here', async () => {
      await page.goto(`${server.url}/lab?of=golden&layer=ConvLayer2&filter=3`);
      await page.getByText('golden, ConvLayer2, filter 3. It correlates').waitFor();
      const differences = await page
        .locator('convolution-proof figcaption data')
        .evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));
      const [convolved, correlated, flipped] = differences;
      expect(correlated).toBeLessThan(1e-5);
      expect(convolved).toBeGreaterThan(0.01);
      expect(flipped).toBeCloseTo(convolved, 10);
    });

    it.each([
      [1440, 'light'],
      [390, 'dark'],
    ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.url}/lab?of=golden`);
      await page.getByText('It correlates').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    });
  },
);
