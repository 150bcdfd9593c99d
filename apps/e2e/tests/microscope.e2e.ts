import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GOLDEN, goldenMissing, goldenNote, readNpy } from '@peasy/engine-contract';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type GoldenRecord, goldenRecord } from '../src/golden-record.js';
import { Server } from '../src/served-page.js';
import { openWatchedPage } from '../src/watched-page.js';

/** Photos of the reference whose activations are known, and their places among the answers. */
const KNOWN = [
  { photo: 0, row: 0 },
  { photo: 16, row: 1 },
];
/** How near a map's value has to be to the reference's. */
const TOLERANCE = 1e-4;

interface PhotoOnServer {
  readonly index: number;
  readonly path: string;
  readonly hash: string;
}

describe.skipIf(!HAS_BROWSER || goldenMissing)(
  `the microscope${NEEDS_BROWSER}${goldenNote}`,
  () => {
    let browser: Browser;
    let record: GoldenRecord;
    let server: Server;
    let photos: readonly PhotoOnServer[];
    let context: BrowserContext;
    let page: Page;
    let complaints: string[];

    beforeAll(async () => {
      browser = await launchBrowser();
      record = await goldenRecord();
      server = await Server.start(record.folder);
      const answer = await fetch(`${server.url}/api/runs/golden/photos`);
      photos = ((await answer.json()) as { photos: PhotoOnServer[] }).photos;
    });
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

    const photoNamed = (photo: number) =>
      photos.find(({ path: name }) => name.endsWith(`${String(photo).padStart(2, '0')}.png`))!;

    /** Opens the microscope with one value pinned; answers its loupe. */
    async function pinned(
      photo: number,
      layer: string,
      [y, x, channel]: readonly number[],
    ): Promise<Locator> {
      const { index, hash } = photoNamed(photo);
      const pin = [record.run, `set-${hash.slice(0, 16)}`, layer, channel, y, x].join('~');
      await page.goto(
        `${server.url}/microscope?runs=golden&photos=${index}&epoch=${record.epoch}&pin=${pin}`,
      );
      const loupe = page.getByRole('complementary', { name: 'How the value came about' });
      await loupe.waitFor();
      return loupe;
    }

    const numberOf = async (data: Locator) => Number(await data.first().getAttribute('value'));

    it.each(['ConvLayer1', 'ConvLayer1Activation', 'PoolingLayer1', 'ConvLayer2', 'PoolingLayer2'])(
      "shows the reference's values of %s, and takes them apart into what sums to them",
      async (layer) => {
        const { shape, values } = readNpy(path.join(GOLDEN, `seed-cnn/${layer}.npy`));
        const [, height, width, channels] = shape;
        for (const { photo, row } of KNOWN) {
          const place = [height >> 1, width - 1, photo === 0 ? 0 : channels - 1];
          const loupe = await pinned(photo, layer, place);
          const at = ((row * height + place[0]) * width + place[1]) * channels + place[2];
          const shown = await numberOf(loupe.locator('.value data'));
          expect(Math.abs(shown - Number(values[at])), `${layer} of ${photo}`).toBeLessThan(
            TOLERANCE,
          );
          if (layer === 'ConvLayer1') {
            const products = await loupe
              .locator('table:nth-of-type(3) data')
              .evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));
            expect(products).toHaveLength(27);
            const bias = await numberOf(loupe.locator('dd').nth(1).locator('data'));
            const sum = products.reduce((total, product) => total + product, bias);
            expect(Math.abs(sum - shown)).toBeLessThan(1e-5);
          }
        }
      },
      60_000,
    );

    it('draws each value in the colour that its scale says', async () => {
      await pinned(0, 'ConvLayer1', [0, 0, 0]);
      const { values } = readNpy(path.join(GOLDEN, 'seed-cnn/ConvLayer1Activation.npy'));
      const first = Array.from(values as Float32Array).slice(0, 32 * 32 * 32);
      const largest = Math.max(...first);
      const canvas = page.getByRole('img', { name: /^ConvLayer1Activation of / });
      const brightest = first.indexOf(largest);
      const [place, map] = [Math.floor(brightest / 32), brightest % 32];
      // Frames of 64 pixels and a gap of 2, eight in a row.
      const left = (map % 8) * 66 + (place % 32) * 2;
      const top = Math.floor(map / 8) * 66 + Math.floor(place / 32) * 2;
      const colour = await canvas.evaluate(
        (one, [x, y]) => [
          ...(one as HTMLCanvasElement).getContext('2d')!.getImageData(x, y, 1, 1).data,
        ],
        [left, top],
      );
      expect(colour).toEqual([0xfe, 0xe8, 0x38, 255]);
    });

    it('goes through epochs by its slider, and a pasted address shows the same', async () => {
      await page.goto(`${server.url}/microscope?runs=golden&epoch=${record.epoch}`);
      const answers = page.locator('class-bars dl').first();
      await answers.waitFor();
      const published = await answers.textContent();
      await page.getByRole('slider', { name: 'Epoch' }).press('Home');
      await page.getByText('no training: random weights').waitFor();
      await expect.poll(() => answers.textContent()).not.toBe(published);
      await expect.poll(() => page.url()).toContain('epoch=0');
      const untrained = await answers.textContent();
      await page.reload();
      await answers.waitFor();
      await expect.poll(() => answers.textContent()).toBe(untrained);
    });

    it("saves a layer's numbers for NumPy and for a sheet, and the whole panel as a picture", async () => {
      const { index } = photoNamed(0);
      await page.goto(`${server.url}/microscope?runs=golden&photos=${index}&epoch=${record.epoch}`);
      const what = page.getByRole('combobox', { name: 'What to save of golden' });
      await what.waitFor();
      const saved = async (name: string) => {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click(),
        ]);
        return file.path();
      };
      const sheet = await sharp(await saved('Save Whole sheet of golden as PNG')).metadata();
      // The photo, then the post's 8 columns of 32 maps, at two pixels a value.
      expect(sheet.width).toBeGreaterThan(64 + 3 * 8 * 66);
      expect(sheet.height).toBeGreaterThan(4 * 66);
      await what.selectOption('ConvLayer1');
      const { shape, values } = readNpy(await saved('Save ConvLayer1 of golden as NPY'));
      expect(shape).toEqual([1, 32, 32, 32]);
      const reference = readNpy(path.join(GOLDEN, 'seed-cnn/ConvLayer1.npy')).values;
      let apart = 0;
      for (const [i, value] of values.entries()) {
        apart = Math.max(apart, Math.abs(Number(value) - Number(reference[i])));
      }
      expect(apart).toBeLessThan(TOLERANCE);
      const rows = (await readFile(await saved('Save ConvLayer1 of golden as CSV'), 'utf8')).split(
        '\r\n',
      );
      expect(rows[0]).toBe('photo,row,column,map,value');
      expect(rows[1]).toBe(`00.png,0,0,0,${values[0]}`);
      expect(rows).toHaveLength(1 + values.length + 1);
    });

    it('walks a newcomer from the photo to the probabilities, by keys too', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const { index } = photoNamed(0);
      await page.goto(`${server.url}/microscope?runs=golden&photos=${index}&epoch=${record.epoch}`);
      await page.getByRole('button', { name: 'Walk through' }).click();
      const walk = page.getByRole('region', { name: 'Walk through the network' });
      await walk.getByText(/32 × 32 pixels of red, green and blue/).waitFor();
      await walk.getByRole('button', { name: 'Next' }).press('ArrowRight');
      await walk.getByText(/^ConvLayer1 slides 32 filters of 3 × 3 × 3 over the photo/).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      for (let step = 2; step < 11; step++) await page.keyboard.press('ArrowRight');
      await walk
        .getByText(/turns the sums into probabilities: .* It is (cat|dog): (right|wrong)\./)
        .waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => walk.isVisible()).toBe(false);
    });

    it('goes along seconds and images, and steps from anywhere on the page', async () => {
      await page.goto(`${server.url}/microscope?runs=golden&epoch=${record.epoch}`);
      const axis = page.getByRole('combobox', { name: 'What the slider goes along' });
      await axis.selectOption('Seconds');
      await page.getByText(/^[\d.,]+ of [\d.,]+ s$/).waitFor();
      await expect.poll(() => page.url()).toContain('seconds=');
      await page.keyboard.press(',');
      await page.keyboard.press(',');
      await page.keyboard.press(',');
      await page.getByText('no training: random weights').waitFor();
      await expect.poll(() => page.url()).toContain('seconds=0');
    });

    it('is walked by the keyboard: a value is pinned, moved, and let go', async () => {
      await page.goto(`${server.url}/microscope?runs=golden`);
      const maps = page.getByRole('img', { name: /^ConvLayer2 of / }).first();
      await maps.focus();
      await maps.press('ArrowDown');
      await maps.press('Enter');
      await page.getByText('Pinned. Arrow keys move it.').waitFor();
      await page.getByRole('heading', { name: /ConvLayer2, map 0, row 1, column 0/ }).waitFor();
      await maps.press('ArrowRight');
      await page.getByRole('heading', { name: /ConvLayer2, map 0, row 1, column 1/ }).waitFor();
      await maps.press('Escape');
      await expect
        .poll(() => page.getByText('Pinned. Arrow keys move it.').isVisible())
        .toBe(false);
    });

    it('takes a photo from outside, and says what it cannot read', async () => {
      await page.goto(`${server.url}/microscope?runs=golden`);
      const own = page.getByLabel('Own photo').last();
      const file = path.join(record.folder, 'photos', photoNamed(0).path);
      await own.setInputFiles(file);
      await page.getByRole('img', { name: 'Photo 00.png' }).waitFor();
      await own.setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
      await page
        .getByText(/Expected a picture that this browser can read .*, got x\.txt/)
        .waitFor();
    });

    it.each([
      [1440, 'light'],
      [390, 'dark'],
    ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await pinned(0, 'ConvLayer2', [3, 3, 1]);
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    });
  },
);
