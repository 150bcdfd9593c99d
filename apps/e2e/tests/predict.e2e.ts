import path from 'node:path';
import { wilsonInterval } from '@peasy/core';
import { GOLDEN, goldenMissing, goldenNote } from '@peasy/engine-contract';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type GoldenRecord, goldenRecord } from '../src/golden-record.js';
import { peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

/** A machine under load takes more than a poll's usual second. */
const SLOWLY = { timeout: 20_000 };

interface Predictions {
  readonly predictions: readonly {
    readonly photo: string;
    readonly class: string;
    readonly probabilities: Readonly<Record<string, number>>;
  }[];
}

describe.skipIf(!HAS_BROWSER || goldenMissing)(
  `predictions in the page${NEEDS_BROWSER}${goldenNote}`,
  () => {
    let browser: Browser;
    let record: GoldenRecord;
    let server: Server;
    let context: BrowserContext;
    let page: Page;
    let complaints: string[];
    let sent: string[];

    beforeAll(async () => {
      browser = await launchBrowser();
      record = await goldenRecord();
      server = await Server.start(record.folder);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await server?.stop();
    });
    beforeEach(async () => {
      context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      page = await context.newPage();
      page.setDefaultTimeout(30_000);
      complaints = [];
      sent = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`);
      });
    });
    afterEach(async () => {
      await context.close();
      expect(complaints).toEqual([]);
      expect(sent).toEqual([]);
    });

    const photoFile = (name: string) => path.join(record.folder, 'photos', name);
    async function photosOnServer(): Promise<string[]> {
      const answer = await fetch(`${server.url}/api/runs/golden/photos`);
      const { photos } = (await answer.json()) as { photos: { path: string }[] };
      return photos.map((photo) => photo.path);
    }
    const predict = (photos: readonly string[], snapshot: string) =>
      peasyJson<Predictions>(record.folder, [
        ...['predict', 'golden', ...photos.map(photoFile), '--snapshot', snapshot],
      ]);

    /** Probabilities that a region's bars show, as they are written. */
    const barsOf = (region: Locator) =>
      region.locator('class-bars dd').evaluateAll((all) => all.map((one) => one.textContent));

    const written = (probabilities: Readonly<Record<string, number>>) =>
      ['cat', 'dog'].map((name) => probabilities[name].toFixed(4));

    it('says of own photos what the command line says, at the last, the first and the best snapshot', async () => {
      await page.goto(`${server.url}/predict?runs=golden`);
      const files = (await photosOnServer()).slice(0, 2);
      await page.getByLabel('Choose photos').last().setInputFiles(files.map(photoFile));
      const select = page.getByRole('combobox', { name: 'Snapshot of golden' });
      for (const [choice, snapshot] of [
        ['last', 'last'],
        ['0', '0'],
        ['best', 'best'],
      ]) {
        await select.selectOption(choice);
        const { predictions } = await predict(files, snapshot);
        for (const [i, file] of files.entries()) {
          const region = page.getByRole('region', {
            name: `golden of ${path.basename(file)}`,
            exact: true,
          });
          await expect
            .poll(() => barsOf(region), SLOWLY)
            .toEqual(written(predictions[i].probabilities));
        }
      }
      expect(page.url()).toContain('=best');
    });

    it('shows what the network gets: the photo squashed, and looked into from here', async () => {
      const wide = await sharp({
        create: { width: 320, height: 160, channels: 3, background: '#c04020' },
      })
        .png()
        .toBuffer();
      await page.goto(`${server.url}/predict?runs=golden`);
      await page
        .getByLabel('Choose photos')
        .last()
        .setInputFiles({ name: 'wide.png', mimeType: 'image/png', buffer: wide });
      await page.getByText('320 × 160').waitFor();
      await page.getByText('32 × 32, squashed, shown 4×').waitFor();
      await page.getByRole('img', { name: 'wide.png, its middle cropped' }).waitFor();
      const squashed = page.getByRole('img', { name: 'wide.png as the network gets it' });
      const pixel = await squashed.evaluate((one) => [
        ...(one as HTMLCanvasElement).getContext('2d')!.getImageData(31, 31, 1, 1).data,
      ]);
      expect(pixel).toEqual([0xc0, 0x40, 0x20, 255]);
      await page.getByRole('button', { name: 'Look inside' }).click();
      await page.getByRole('img', { name: 'Photo wide.png' }).first().waitFor();
      expect(page.url()).toContain('/microscope');
    });

    it('asks every chosen run, says at which epoch, and who cannot be asked', async () => {
      const h5 = path.join(GOLDEN, 'seed-cnn/my_convnet_SDG.h5');
      const imported = ['import', h5, '--name', 'published', '--classes', 'dog,cat'];
      expect((await peasy(record.folder, imported)).code).toBe(0);
      const made = await fetch(`${server.url}/api/2.0/mlflow/runs/create`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ experiment_id: '0', run_name: 'curves-only' }),
      });
      expect(made.status).toBe(200);
      await page.goto(`${server.url}/predict?runs=golden,published,curves-only`);
      const [file] = await photosOnServer();
      await page.getByLabel('Choose photos').last().setInputFiles(photoFile(file));
      await page.getByText('curves-only recorded no network').waitFor();
      const name = path.basename(file);
      const [own, published] = ['golden', 'published'].map((run) =>
        page.getByRole('region', { name: `${run} of ${name}`, exact: true }),
      );
      await own.getByText('epoch 2', { exact: true }).waitFor();
      // The same weights under labels the other way round: the same numbers, and the other answer.
      await expect.poll(() => barsOf(own), SLOWLY).toHaveLength(2);
      await expect.poll(() => barsOf(published), SLOWLY).toEqual(await barsOf(own));
      await page
        .getByRole('article', { name })
        .getByText(/^(cat: 1 run, dog|dog: 1 run, cat): 1 run$/)
        .waitFor();
    });

    it('takes a pasted photo, and says what it cannot read', async () => {
      await page.goto(`${server.url}/predict?runs=golden`);
      await page
        .getByLabel('Choose photos')
        .last()
        .setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
      await page
        .getByText(/Expected a picture that this browser can read .*, got x\.txt/)
        .waitFor();
      await page.evaluate(async () => {
        const canvas = new OffscreenCanvas(8, 8);
        canvas.getContext('2d')!.fillRect(0, 0, 8, 8);
        const file = new File([await canvas.convertToBlob()], 'pasted.png', { type: 'image/png' });
        const clipboardData = new DataTransfer();
        clipboardData.items.add(file);
        dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
      });
      await page.getByRole('article', { name: 'pasted.png' }).waitFor();
      await page.getByRole('button', { name: 'Remove pasted.png' }).click();
      await page.getByText('Drop photos here').waitFor();
    });

    it('says why there is no camera', async () => {
      await page.goto(`${server.url}/predict?runs=golden`);
      await page.getByRole('button', { name: 'Take a photo' }).click();
      const dialog = page.getByRole('dialog', { name: 'Take a photo' });
      await expect
        .poll(() => dialog.getByRole('alert').textContent())
        .toMatch(/camera.*choose a photo instead/i);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'hidden' });
    });

    it('takes a photo by the camera, and turns the camera off again', async () => {
      const withCamera = await launchBrowser([
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ]);
      try {
        const own = await withCamera.newPage();
        await own.goto(`${server.url}/predict?runs=golden`);
        await own.getByRole('button', { name: 'Take a photo' }).click();
        const dialog = own.getByRole('dialog', { name: 'Take a photo' });
        await dialog.getByRole('button', { name: 'Take it' }).click();
        await own.getByRole('article', { name: 'camera photo' }).waitFor();
        await own
          .getByRole('region', { name: 'golden of camera photo' })
          .locator('dd')
          .first()
          .waitFor();
        const tracks = await own.getByLabel('What the camera sees').evaluate((video) => {
          const { srcObject } = video as HTMLVideoElement;
          return (srcObject as MediaStream).getTracks().map(({ readyState }) => readyState);
        });
        expect(tracks).toEqual(['ended']);
      } finally {
        await withCamera.close();
      }
    });

    it('draws test photos that the run never saw, and counts rights as the command line does', async () => {
      await page.goto(`${server.url}/predict?runs=golden`);
      const grid = page.getByRole('region', { name: 'Never-seen photos, golden' });
      await grid.getByRole('listitem').first().waitFor();
      const photos = await grid.getByRole('link').evaluateAll((links) =>
        links.map((link) => ({
          path: (link as HTMLAnchorElement).title.split(':')[0],
          numbers: Array.from(link.querySelectorAll('data'), ({ value }) => Number(value)),
          wrong: link.closest('li')!.className === 'wrong',
        })),
      );
      const { predictions } = await predict(
        photos.map((photo) => photo.path),
        'last',
      );
      for (const [i, { path: name, numbers, wrong }] of photos.entries()) {
        const { probabilities, class: said } = predictions[i];
        expect(numbers[0]).toBeCloseTo(probabilities.cat, 5);
        expect(numbers[1]).toBeCloseTo(probabilities.dog, 5);
        expect(wrong).toBe(!name.startsWith(`${said}/`));
      }
      const right = photos.filter(({ wrong }) => !wrong).length;
      const { low, high } = wilsonInterval(right, photos.length);
      const words = (await grid.textContent())!.replace(/\s+/g, ' ');
      expect(words).toContain(`${right} of ${photos.length} right`);
      expect(words).toContain(`interval ${low.toFixed(2)} to ${high.toFixed(2)}`);
      await page.getByRole('button', { name: 'Draw others' }).click();
      await expect.poll(() => page.url(), SLOWLY).toContain('draw=2');
    });

    it.each([
      [1440, 'light'],
      [390, 'dark'],
    ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.url}/predict?runs=golden`);
      const files = (await photosOnServer()).slice(0, 3);
      await page.getByLabel('Choose photos').last().setInputFiles(files.map(photoFile));
      await page.getByText('32 × 32, squashed').first().waitFor();
      await page
        .getByRole('region', { name: 'Never-seen photos, golden' })
        .getByRole('listitem')
        .first()
        .waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    });
  },
);
