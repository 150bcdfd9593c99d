import path from 'node:path';
import { type CompiledNetwork, NETWORKS, wilsonInterval } from '@peasy/core';
import { goldenMissing, goldenNote, readSeedCnnWeights } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type GoldenRecord, goldenRecord } from '../src/golden-record.js';
import { config, peasy } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { openWatchedPage } from '../src/watched-page.js';

const SIDE = 32;
const FILTER = 5;

interface PhotoOnServer {
  readonly index: number;
  readonly path: string;
  readonly label: number;
}

describe.skipIf(!HAS_BROWSER || goldenMissing)(
  `filters, reasons and shifts in the microscope${NEEDS_BROWSER}${goldenNote}`,
  () => {
    let browser: Browser;
    let record: GoldenRecord;
    let server: Server;
    let context: BrowserContext;
    let page: Page;
    let complaints: string[];
    let tested: readonly PhotoOnServer[];
    /** The published network, in the engine of this process. */
    let published: CompiledNetwork;

    beforeAll(async () => {
      browser = await launchBrowser();
      record = await goldenRecord();
      const flat = await peasy(record.folder, [
        ...['train', '--config', config('dense'), '--data', 'photos', '--epochs', '1'],
        ...['--name', 'flat', '--json'],
      ]);
      expect(flat.code).toBe(0);
      server = await Server.start(record.folder);
      const answer = await fetch(`${server.url}/api/runs/golden/photos?role=test`);
      tested = ((await answer.json()) as { photos: PhotoOnServer[] }).photos;
      published = await kernelsEngine.compile(NETWORKS.cnn([SIDE, SIDE, 3], 2), {
        seed: 0,
        batchSize: 64,
        loss: 'categoricalCrossentropy',
        optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
      });
      await published.setWeights(await readSeedCnnWeights());
    }, 180_000);
    afterAll(async () => {
      await published?.dispose();
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

    const open = (query: string) => page.goto(`${server.url}/microscope?${query}`);
    const numbersOf = (data: Locator) =>
      data.evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));

    async function pixelsOf(name: string): Promise<Uint8Array> {
      const file = path.join(record.folder, 'photos', name);
      return new Uint8Array(await sharp(file).removeAlpha().raw().toBuffer());
    }

    /** Photos as the engine takes them. */
    function imagesOf(photos: readonly Uint8Array[], labels: readonly number[]) {
      const bytes = SIDE * SIDE * 3;
      const pixels = new Uint8Array(photos.length * bytes);
      for (const [i, photo] of photos.entries()) pixels.set(photo, i * bytes);
      const images = {
        pixels,
        labels: Uint8Array.from(labels),
        count: photos.length,
        height: SIDE,
        width: SIDE,
        channels: 3,
      };
      return [images, Int32Array.from(photos.keys())] as const;
    }

    it("shows a filter's very weights, and the test photos that excite it most", async () => {
      await open(
        `runs=golden&see=filters&epoch=${record.epoch}&filter=${record.run}~ConvLayer1~${FILTER}`,
      );
      const own = page.getByRole('article', { name: `ConvLayer1, filter ${FILTER}`, exact: true });
      await own.getByText('Test photos that excite it most').waitFor();
      const kernel = (await readSeedCnnWeights()).get('ConvLayer1/kernel')!;
      const expected: number[] = [];
      for (let c = 0; c < 3; c++) {
        for (let tap = 0; tap < 9; tap++) {
          expected.push(kernel.values[(tap * 3 + c) * 32 + FILTER]);
        }
      }
      expect(await numbersOf(own.locator('table data'))).toEqual(expected);
      const norm = Math.hypot(...expected);
      expect((await numbersOf(own.locator('p data')))[0]).toBeCloseTo(norm, 4);

      const photos = await Promise.all(tested.map((photo) => pixelsOf(photo.path)));
      const [images, indices] = imagesOf(
        photos,
        tested.map((photo) => photo.label),
      );
      const layer = 'ConvLayer1Activation';
      const { values } = (await published.activations(images, indices, [layer])).get(layer)!;
      const bytes = values.length / photos.length;
      const most = photos.map((_, i) =>
        values
          .subarray(i * bytes, (i + 1) * bytes)
          .reduce((top, value, at) => (at % 32 === FILTER ? Math.max(top, value) : top), 0),
      );
      const living = new Set(
        Array.from(values.entries()).flatMap(([at, value]) => (value > 0 ? [at % 32] : [])),
      );
      const dead = 32 - living.size;
      const n = `${photos.length} test photos`;
      await page.getByText(dead === 0 ? `None is dead on ${n}` : `${dead} dead on ${n}`).waitFor();
      const shown = await numbersOf(own.locator('.best data'));
      expect(shown.length).toBeGreaterThan(0);
      const sorted = most.filter((value) => value > 0).sort((a, b) => b - a);
      for (const [i, value] of shown.entries()) expect(value).toBeCloseTo(sorted[i], 4);
      await own.getByRole('img', { name: `Input that excites ConvLayer1 ${FILTER}` }).waitFor();
      await own.getByRole('img', { name: 'at epoch 0' }).first().waitFor();
    });

    it("walks over filters by the keyboard, and over a dense network's units as pictures", async () => {
      await open('runs=golden,flat&see=filters');
      const sheet = page.getByRole('img', { name: /^32 filters of ConvLayer1/ });
      await sheet.press('ArrowRight');
      await page.getByRole('article', { name: 'ConvLayer1, filter 1', exact: true }).waitFor();
      expect(page.url()).toContain('~ConvLayer1~1');
      const units = page.getByRole('img', {
        name: /^768 filters of Input_layer, each 32 × 32 × 3/,
      });
      await units.press('End');
      await page.getByRole('article', { name: 'Input_layer, unit 767', exact: true }).waitFor();
      await page
        .getByText(/dead on \d+ test photos|None is dead on \d+ test photos/)
        .first()
        .waitFor();
      await page.getByRole('combobox', { name: 'Layer of golden' }).selectOption('ConvLayer2');
      await page.getByRole('img', { name: /^8 filters of ConvLayer2, each 3 × 3 × 32/ }).waitFor();
    });

    it('puts random weights beside trained ones, and shows how they differ', async () => {
      const photo = tested[0].index;
      await open(`runs=golden&photos=${photo}&epoch=${record.epoch}&beside=side`);
      await page.getByText('no training: random weights').waitFor();
      const bars = page.locator('class-bars dl');
      await bars.nth(1).waitFor();
      const written = (dl: Locator) =>
        dl.locator('dd').evaluateAll((all) => all.map((one) => Number(one.textContent)));
      const [random, trained] = [await written(bars.nth(0)), await written(bars.nth(1))];
      expect(random).not.toEqual(trained);
      await page.getByText('Difference', { exact: true }).click();
      const difference = page.locator('microscope-panel dl dd');
      await difference.nth(1).waitFor();
      const shown = await difference.evaluateAll((all) =>
        all.map((one) => Number(one.textContent!.replace('−', '-'))),
      );
      for (const [i, value] of shown.entries()) {
        expect(Math.abs(value - (trained[i] - random[i]))).toBeLessThan(2e-4);
      }
      await page.getByText('Blink', { exact: true }).click();
      await page.getByText('to compare with').waitFor();
      await page.getByText('blinks with random weights').waitFor();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.reload();
      await page.getByText('blinks with random weights').waitFor();
      await page.getByRole('button', { name: 'Swap' }).click();
      await page.getByText('to compare with').waitFor();
    });

    it('goes through epochs of both networks, and says how long their maps took', async () => {
      const photos = tested.slice(0, 2).map(({ index }) => index);
      await open(`runs=golden,flat&photos=${photos.join()}&epoch=0`);
      const took = page.getByText(/Last computed: every map of 4 photos in/);
      await page.locator('class-bars').nth(3).waitFor();
      await page.getByRole('slider', { name: 'Epoch' }).press('ArrowRight');
      await page.getByText('epoch 1 of 2').waitFor();
      await took.waitFor();
      expect((await numbersOf(took.locator('data')))[0]).toBeGreaterThan(0);
    });

    it('hides parts of a photo, and says what a direct computation says', async () => {
      const [photo] = tested;
      await open(
        `runs=golden,flat&photos=${photo.index}&epoch=${record.epoch}&see=reasons&target=1&patch=6-3-90`,
      );
      const reasons = page.getByRole('region', { name: 'Reasons of golden' });
      const map = reasons.getByRole('img', { name: /^Occlusion of / });
      await map.focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await map.press(key);
      const words = reasons.getByText(/^Patch at row/);
      const [, row, column] = /row (-?\d+), column (-?\d+)/.exec((await words.textContent())!)!;
      const pixels = await pixelsOf(photo.path);
      const hidden = pixels.slice();
      for (let y = 0; y < SIDE; y++) {
        for (let x = 0; x < SIDE; x++) {
          const isUnder = y >= +row && y < +row + 6 && x >= +column && x < +column + 6;
          if (isUnder) hidden.fill(90, (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
        }
      }
      const [images, indices] = imagesOf([pixels, hidden], [0, 0]);
      const { probabilities } = await published.evaluate(images, indices);
      expect((await numbersOf(reasons.locator('.whole')))[0]).toBeCloseTo(probabilities[1], 4);
      expect((await numbersOf(reasons.locator('.hidden')))[0]).toBeCloseTo(probabilities[3], 4);
      const logits = (await published.activations(images, indices, ['Classifier'])).get(
        'Classifier',
      )!;
      expect((await numbersOf(reasons.locator('.logit')))[0]).toBeCloseTo(logits.values[1], 3);
      await reasons.getByRole('img', { name: /^Saliency of / }).waitFor();
      await reasons.getByRole('img', { name: /^Grad-CAM of / }).waitFor();
      await page
        .getByRole('region', { name: 'Reasons of flat' })
        .getByText('Grad-CAM has no meaning here')
        .waitFor();
    });

    it('shifts test photos, and counts what is right as a direct computation does', async () => {
      await open(`runs=golden,flat&epoch=${record.epoch}&see=shift&n=100`);
      await page.getByRole('img', { name: /^Accuracy by pixels to the right: golden/ }).waitFor();
      await page.getByText('The numbers').click();
      const rows = page.getByRole('region', { name: 'Accuracy by shift' }).locator('tbody tr');
      const photos = await Promise.all(tested.map((photo) => pixelsOf(photo.path)));
      const labels = tested.map((photo) => photo.label);
      for (const shift of [-8, 0, 3]) {
        const moved = photos.map((photo) =>
          photo.map((_, at) => {
            const place = Math.floor(at / 3);
            const y = Math.floor(place / SIDE);
            const x = Math.max(0, Math.min(SIDE - 1, (place % SIDE) - shift));
            return photo[(y * SIDE + x) * 3 + (at % 3)];
          }),
        );
        const [images, indices] = imagesOf(moved, labels);
        const { correct } = await published.evaluate(images, indices);
        const row = rows.nth(shift + 8);
        expect((await numbersOf(row.locator('data')))[0]).toBeCloseTo(correct / photos.length, 10);
        const { low, high } = wilsonInterval(correct, photos.length);
        const half = Number(
          /±\s?(\S+)/.exec((await row.locator('data').first().textContent())!)![1],
        );
        expect(Math.abs(half - (high - low) / 2)).toBeLessThan(0.05);
      }
    });

    it.each([
      ['filters', 1440, 'light'],
      ['filters', 390, 'dark'],
      ['reasons', 1440, 'dark'],
      ['reasons', 390, 'light'],
      ['shift', 1440, 'light'],
      ['shift', 390, 'dark'],
      ['maps&beside=side', 1440, 'light'],
      ['maps&beside=side', 390, 'dark'],
    ] as const)('is accessible and fits: %s at %i pixels, %s', async (see, width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await open(`runs=golden,flat&see=${see}`);
      const there = {
        filters: page.getByText('Test photos that excite it most').first(),
        reasons: page.getByRole('img', { name: /^Occlusion of / }).first(),
        shift: page.getByRole('img', { name: /^Accuracy by / }),
        'maps&beside=side': page.getByText('no training: random weights').first(),
      }[see];
      await there.waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    });
  },
);
