import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GOLDEN, goldenMissing, goldenNote, readNpy } from '@peasy/engine-contract';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
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
      const at = () => Number(new URL(page.url()).searchParams.get('at'));
      await expect.poll(at).toBeLessThan(1000);
    });

    it('moves nothing by itself where less motion is wished for', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${server.url}/lab`);
      await page.getByRole('button', { name: 'Next row' }).click();
      await page.getByText('row 1, column 0', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'To the end' }).click();
      await page.getByText('row 31, column 31', { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0);
    });

    it('says where it has come to rest, and not each place that it plays through', async () => {
      await page.goto(`${server.url}/lab?at=900&speed=fast`);
      const status = page.locator('lab-bench [role="status"]');
      await status.evaluate((region) => {
        const said: string[] = [];
        Object.assign(window, { said });
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          ...{ childList: true, characterData: true, subtree: true },
        });
      });
      await page.getByRole('button', { name: 'Play' }).click();
      await expect
        .poll(() => status.textContent(), { timeout: 20_000 })
        .toMatch(/^Row 31, column 31: sum /);
      const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
      expect(said.length).toBeLessThanOrEqual(2);
    });

    it('shows the window of a pixel of the output that is pointed at, without going there', async () => {
      await page.goto(`${server.url}/lab?at=1023&k=0,0,0;0,0,1;0,0,0`);
      const output = page.getByRole('img', { name: /^The output, 32 by 32/ });
      const box = (await output.boundingBox())!;
      const pixel = box.width / 32;
      await page.mouse.move(box.x + 7.5 * pixel, box.y + 5.5 * pixel);
      await page.getByRole('img', { name: /window of the kernel at row 5, column 7$/ }).waitFor();
      await page.getByText('from row 4, column 6 to row 6, column 8').waitFor();
      expect(page.url()).toContain('at=1023');
      await page.mouse.move(0, 0);
      await page.getByRole('img', { name: /window of the kernel at row 31, column 31$/ }).waitFor();
    });

    it('takes a photo that is dropped or pasted, and says what is no picture', async () => {
      await page.goto(`${server.url}/lab?k=0,0,0;0,1,0;0,0,0`);
      await page.locator('.sum data').waitFor();
      const give = (how: 'drop' | 'paste', what: 'white' | 'black' | 'words') =>
        page.evaluate(
          async ([event, given]) => {
            const transfer = new DataTransfer();
            if (given === 'words') transfer.setData('text/plain', 'words');
            else {
              const canvas = new OffscreenCanvas(8, 8);
              const context = canvas.getContext('2d')!;
              context.fillStyle = given;
              context.fillRect(0, 0, 8, 8);
              const blob = await canvas.convertToBlob();
              transfer.items.add(new File([blob], `${given}.png`, { type: 'image/png' }));
            }
            dispatchEvent(
              event === 'drop'
                ? new DragEvent('drop', { dataTransfer: transfer, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: transfer }),
            );
          },
          [how, what] as const,
        );
      await give('drop', 'white');
      await page.getByRole('heading', { name: 'white.png, grey' }).waitFor();
      expect(await sum()).toBe(1);
      await give('paste', 'black');
      await page.getByRole('heading', { name: 'black.png, grey' }).waitFor();
      expect(await sum()).toBe(0);
      await page.getByLabel('Which').selectOption('white.png');
      await expect.poll(sum).toBe(1);
      await give('drop', 'words');
      await page.getByRole('alert').getByText('Expected a file of a picture, got text.').waitFor();
    });

    it('saves its pictures and its numbers, and the proof', async () => {
      await page.goto(`${server.url}/lab?k=filter&of=golden&layer=ConvLayer2&filter=3&at=100`);
      await page.locator('data.own').waitFor();
      const saved = async (what: string, format: string) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: `Save ${what} as ${format}` }).click(),
        ]);
        return readFile(await download.path());
      };
      const csv = (bytes: Buffer) =>
        bytes
          .toString()
          .trim()
          .split('\r\n')
          .map((line) => line.split(','));
      const [head, ...rows] = csv(await saved('photo, kernel and output', 'CSV'));
      expect(rows).toHaveLength(256);
      expect(Number(rows[100][head.indexOf('sum')])).toBe(await sum());
      expect(Number(rows[100].at(-1))).toBeCloseTo(await sum(), 5);
      const svg = (await saved('photo, kernel and output', 'SVG')).toString();
      expect(svg).toContain('golden, ConvLayer2, filter 3: correlation');
      const png = await sharp(await saved('photo, kernel and output', 'PNG')).stats();
      expect(png.isOpaque).toBe(true);
      expect(png.entropy).toBeGreaterThan(1);
      const proof = JSON.parse((await saved('proof', 'JSON')).toString());
      expect(proof).toMatchObject({ name: 'golden', layer: 'ConvLayer2', verdict: 'correlates' });
      const [names, ...values] = csv(await saved('proof', 'CSV'));
      const differences = values.map((row) =>
        Math.abs(Number(row[names.indexOf('own')]) - Number(row[names.indexOf('convolve2d')])),
      );
      expect(Math.max(...differences)).toBeCloseTo(proof.differences.convolve2d, 10);
    });

    it('is reached from a filter in the microscope, and leads back to the very value', async () => {
      await page.goto(
        `${server.url}/microscope?runs=golden&see=filters&filter=${record.run}~ConvLayer1~5&photos=3`,
      );
      await page.getByRole('link', { name: /^See it slide over .* in the lab$/ }).click();
      await page.locator('data.own').waitFor();
      const query = new URL(page.url()).searchParams;
      expect(Object.fromEntries(query)).toMatchObject({
        ...{
          k: 'filter',
          of: record.run,
          layer: 'ConvLayer1',
          filter: '5',
          photo: '3',
          epoch: '2',
        },
      });
      await page.getByRole('slider', { name: 'Place of the kernel' }).press('ArrowDown');
      const own = page.locator('data.own');
      await page.getByText('row 1, column 0', { exact: true }).waitFor();
      const value = await own.textContent();
      await page.getByRole('link', { name: 'This value in the microscope' }).click();
      await page.getByText(/golden, ConvLayer1, map 5, row 1, column 0/).waitFor();
      await page.getByText(value!.trim()).first().waitFor();
    });

    it('has photo and output in sight on a phone, also with the options open', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${server.url}/lab?at=500`);
      const pictures = [
        page.getByRole('img', { name: /with the window of the kernel/ }),
        page.getByRole('img', { name: /^The output, 32 by 32/ }),
      ];
      const bottoms = async () => {
        const boxes = await Promise.all(pictures.map((picture) => picture.boundingBox()));
        return boxes.map((box) => [Math.min(box!.y, 0), box!.y + box!.height > 844]);
      };
      await pictures[1].waitFor();
      expect(await bottoms()).toEqual([
        [0, false],
        [0, false],
      ]);
      await page.getByRole('button', { name: /^Kernel, photo, options/ }).click();
      const sheet = page.getByRole('dialog', { name: 'Kernel, photo, options' });
      await sheet.getByText('Convolution', { exact: true }).click();
      await expect.poll(() => page.url()).toContain('op=convolution');
      const top = (await sheet.boundingBox())!.y;
      for (const picture of pictures) {
        const box = (await picture.boundingBox())!;
        expect(box.y).toBeGreaterThan(0);
        expect(box.y + box.height).toBeLessThanOrEqual(top);
      }
      expect(await violationsOf(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Done' }).click();
      await sheet.waitFor({ state: 'hidden' });
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
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(sum).toBe(0);
      await page.mouse.move(box.x + at(0), box.y + at(0));
      await page.mouse.down();
      // One step: what lies between is painted all the same.
      await page.mouse.move(box.x + at(3), box.y + at(0));
      await page.mouse.up();
      await expect.poll(() => page.url()).toContain('picture=ff0');
      await page.mouse.move(0, 0);
      await pad.press('ArrowDown');
      await pad.press('Enter');
      await expect.poll(() => new URL(page.url()).searchParams.get('picture')?.[9]).toBe('3');
      await page.goto(page.url().replace('lab?', 'lab?at=65&'));
      // Row 2, column 1 of the photo is row 1, column 0 of the drawing, which is black.
      await page.getByText('row 2, column 1', { exact: true }).waitFor();
      expect(await sum()).toBe(0);
      await page.goto(page.url().replace('at=65', 'at=70'));
      await page.getByText('row 2, column 6', { exact: true }).waitFor();
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
      await page
        .getByText('Choose a photo of your own, drop it here or paste it.')
        .first()
        .waitFor();
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
