import path from 'node:path';
import { GOLDEN, goldenMissing, goldenNote, readNpy } from '@peasy/engine-contract';
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

    it('multiplies what is written there: products sum to the sum, in the page as by hand', async () => {
      await page.goto(`${server.url}/lab?k=1,-2,3;0,0.5,0;-1,2,-3&at=40&edge=symm&op=convolution`);
      await page.locator('.sum data').waitFor();
      const cells = async (caption: string) =>
        (await page.getByRole('table', { name: caption }).locator('td').allTextContents()).map(
          (text) => Number(text.trim().replace('\u2212', '-')),
        );
      expect(await cells('kernel, flipped')).toEqual([-3, 2, -1, 0, 0.5, 0, 3, -2, 1]);
      const [values, products] = [await cells('under the window'), await cells('products')];
      const byHand = [-3, 2, -1, 0, 0.5, 0, 3, -2, 1].map((weight, i) => weight * values[i]);
      products.forEach((product, i) => {
        expect(product).toBeCloseTo(byHand[i], 2);
      });
      expect(await sum()).toBeCloseTo(
        products.reduce((total, product) => total + product, 0),
        2,
      );
    });

    it('goes by the keyboard, and says why the border is what it is', async () => {
      await page.goto(`${server.url}/lab`);
      const slider = page.getByRole('slider', { name: 'Place of the kernel' });
      await page.getByText('The black border is not the photo').waitFor();
      await slider.press('ArrowRight');
      await page.getByText('row 0, column 1', { exact: true }).waitFor();
      expect(page.url()).toContain('at=1');
      await slider.press('ArrowDown');
      await page.getByText('row 1, column 1', { exact: true }).waitFor();
      await slider.press('End');
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      const output = page.getByRole('img', { name: /^The output, 32 by 32/ });
      await output.press('ArrowLeft');
      await page.getByText('row 31, column 30', { exact: true }).waitFor();
      await output.press(' ');
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      await page.getByRole('textbox', { name: 'Row 1, column 1' }).fill('7');
      await page.getByRole('textbox', { name: 'Row 1, column 1' }).press('Enter');
      await expect.poll(() => page.url()).toContain('k=7%2C0%2C1');
    });

    it('plays, and keeps the place in the address when it stops', async () => {
      await page.goto(`${server.url}/lab?at=1000&speed=fast`);
      await page.getByRole('button', { name: 'Play' }).click();
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      await expect.poll(() => page.url()).toContain('at=1023');
      await page.getByRole('button', { name: 'Play' }).click();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Play' }).waitFor();
      const at = Number(new URL(page.url()).searchParams.get('at'));
      expect(at).toBeLessThan(1000);
    });

    it('moves nothing by itself where less motion is wished for', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${server.url}/lab`);
      await page.getByRole('button', { name: 'To the end' }).click();
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0);
    });

    it.each(['ConvLayer1', 'ConvLayer2'])(
      "slides a run's filter of %s as the layer does, to the layer's own value",
      async (layer) => {
        await page.goto(`${server.url}/lab?k=filter&of=golden&layer=${layer}&filter=2&at=77`);
        const own = page.locator('data.own');
        await own.waitFor();
        expect(await sum()).toBeCloseTo(Number(await own.getAttribute('value')), 5);
        await page.getByText('Convolution', { exact: true }).click();
        // What slides is not what the layer does any more, so the two are not put side by side.
        await own.waitFor({ state: 'detached' });
      },
    );

    it('takes a drawing, by pointer and by key, and a link shows it again', async () => {
      await page.goto(`${server.url}/lab?from=drawing&k=0,0,0;0,1,0;0,0,0`);
      const pad = page.getByRole('img', { name: /^A drawing of 16 by 16/ });
      const box = (await pad.boundingBox())!;
      const at = (place: number) => (place + 0.5) * (box.width / 16);
      await page.mouse.move(box.x + at(0), box.y + at(0));
      await page.mouse.down();
      await page.mouse.move(box.x + at(1), box.y + at(0), { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => page.url()).toContain('picture=f0');
      expect(await sum()).toBe(1);
      await page.mouse.move(0, 0);
      await pad.press('ArrowDown');
      await pad.press('Enter');
      await expect.poll(() => new URL(page.url()).searchParams.get('picture')?.[8]).toBe('3');
      await page.goto(page.url().replace('lab?', 'lab?at=65&'));
      // Row 2, column 1 of the photo is row 1, column 0 of the drawing, which is black.
      await page.getByText('row 2, column 1', { exact: true }).waitFor();
      expect(await sum()).toBe(0);
      await page.goto(page.url().replace('at=65', 'at=66'));
      await page.getByText('row 2, column 2', { exact: true }).waitFor();
      expect(await sum()).toBe(1);
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
      await page.getByRole('button', { name: 'Check all 8 filters of ConvLayer2' }).click();
      await page.getByText(/^All 8 filters of ConvLayer2 correlate: correlate2d differs/).waitFor();
      // The random weights of epoch 0 have been learnt by nothing, and are correlated all the same.
      await page.getByLabel('Epoch').selectOption('0, random');
      await expect.poll(() => page.url()).toContain('epoch=0');
      await page.getByText('Epoch 0.').waitFor();
      await page.getByText('golden, ConvLayer2, filter 3. It correlates').waitFor();
    });

    it("has the differences of the engine's reference output for the published weights", async () => {
      const { values } = readNpy(path.join(GOLDEN, 'seed-cnn/ConvLayer1.npy'));
      const answer = await fetch(`${server.url}/api/runs/golden/photos?limit=32`);
      const { photos } = (await answer.json()) as { photos: { index: number; path: string }[] };
      const first = photos.find((photo) => photo.path.endsWith('/00.png'))!;
      await page.goto(`${server.url}/lab?k=filter&of=golden&filter=5&photo=${first.index}&at=300`);
      const own = page.locator('data.own');
      await own.waitFor();
      const reference = Number(values[300 * 32 + 5]);
      expect(Number(await own.getAttribute('value'))).toBeCloseTo(reference, 4);
      expect(await sum()).toBeCloseTo(reference, 4);
    });

    it('shows what is wrong: a run that is not there, a file that is no picture', async () => {
      await page.goto(`${server.url}/lab?of=nobody&from=own`);
      await page.getByText('No run is called nobody.').waitFor();
      await page.getByText('Choose a photo of your own.').waitFor();
      const file = page.getByLabel('Own photo');
      const text = { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
      await file.setInputFiles(text);
      await page.getByRole('alert').getByText('got words.txt (text/plain)').waitFor();
      await file.setInputFiles(path.join(record.folder, 'photos/cat/00.png'));
      await page.locator('.sum data').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
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
      await page.goto(`${server.url}/lab?of=golden&k=filter&layer=ConvLayer2&from=drawing`);
      await page.locator('data.own').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    });
  },
);
