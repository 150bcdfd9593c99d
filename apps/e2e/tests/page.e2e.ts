import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { PageWeight } from '../src/page-weight.js';
import { config, emptyFolder, Peasy, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

interface Shown {
  readonly id: string;
  readonly metrics: Record<string, { readonly last: number }>;
  readonly split: { readonly test: number };
}

describe.skipIf(!HAS_BROWSER)(`the page${NEEDS_BROWSER}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Addresses that the page asked for, and what it complained of. */
  let asked: string[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    asked = [];
    complaints = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(() => context.close());

  describe('over an empty record', () => {
    let server: Server;
    beforeAll(async () => {
      server = await Server.start(emptyFolder());
    });
    afterAll(async () => {
      expect(await server.stop()).toBe(0);
    });

    it('says what to type', async () => {
      await page.goto(server.url);
      await page.getByText('npx peasy train --config cnn').waitFor();
      expect(complaints).toEqual([]);
    });

    it.each([
      [1440, 'dark'],
      [390, 'light'],
    ] as const)(
      'is accessible and fits at %i pixels, %s',
      async (width, colorScheme) => {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        for (const path of ['/runs', '/compare', '/microscope', '/lab', '/predict']) {
          await page.goto(server.url + path);
          await page.getByRole('main').getByRole('heading').first().waitFor();
          const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
          expect([path, scrollWidth, await violationsOf(page)]).toEqual([path, width, []]);
        }
      },
      60_000,
    );
  });

  describe('while a real run writes', () => {
    const folder = emptyFolder();
    let server: Server;
    let training: Peasy;
    beforeAll(async () => {
      server = await Server.start(folder);
    });
    afterAll(async () => {
      training?.kill('SIGKILL');
      await server.stop();
    });

    it('shows it start, move with its epochs, and end, without a reload', async () => {
      await page.goto(`${server.url}/runs`);
      await page.getByText('No run yet').first().waitFor();
      training = new Peasy(folder, [
        'train',
        '--config',
        config('cnn'),
        '--epochs',
        '300',
        '--json',
      ]);
      await page.evaluate(() => {
        (globalThis as { stillTheSamePage?: boolean }).stillTheSamePage = true;
      });
      const row = page.getByRole('row', { name: /cnn/ });
      await row.getByText('running').waitFor();
      // Epochs are quick: the page may not have shown each.
      await row.getByText(/^([3-9]|\d{2,3})\/300$/).waitFor();
      const epochs = async () => Number(/(\d+)\/300/.exec((await row.textContent()) ?? '')?.[1]);
      const before = await epochs();
      await expect.poll(epochs, { timeout: 30_000 }).toBeGreaterThan(before);
      training.kill('SIGINT');
      await row.getByText('interrupted').waitFor();
      expect(
        await page.evaluate(() => (globalThis as { stillTheSamePage?: boolean }).stillTheSamePage),
      ).toBe(true);
      expect(complaints).toEqual([]);
    }, 120_000);
  });

  describe('over two finished runs', () => {
    const folder = emptyFolder();
    let server: Server;
    beforeAll(async () => {
      for (const [name, epochs] of [
        ['cnn', '20'],
        ['dense', '4'],
        ['post-cnn', '1'],
      ] as const) {
        const { code } = await peasy(folder, [
          'train',
          '--config',
          config(name),
          '--epochs',
          epochs,
        ]);
        expect(code).toBe(0);
      }
      server = await Server.start(folder);
    }, 240_000);
    afterAll(() => server.stop());

    it('answers at once which is better, with the numbers of the record', async () => {
      await page.goto(`${server.url}/compare?runs=cnn,dense`);
      const answer = (await page.getByText(/is better than/).textContent()) ?? '';
      for (const name of ['cnn', 'dense']) {
        const { metrics, split } = await peasyJson<Shown>(folder, ['show', name]);
        expect(answer).toContain(name);
        expect(answer).toContain(`${split.test}`);
        // As many digits as its interval supports, at least two.
        const [shown] = [...answer.matchAll(/0\.\d+(?=\s±)/g)]
          .map(([text]) => text)
          .filter((text) => text === metrics.testAccuracy.last.toFixed(text.length - 2));
        expect([name, shown]).not.toEqual([name, undefined]);
      }
    });

    it('shows curves over epochs, images and seconds, and what differs', async () => {
      await page.goto(`${server.url}/compare?runs=cnn,dense`);
      await page.getByRole('figure', { name: /accuracy/i }).waitFor();
      for (const text of ['69,130', '2,656,130', '1,540,352', '2,654,976']) {
        await page.getByText(text, { exact: true }).first().waitFor();
      }
      await page.getByText('images', { exact: true }).first().click();
      await expect.poll(() => page.url()).toContain('x=images');
      await page.goBack();
      await expect.poll(() => page.url()).not.toContain('x=images');
    });

    it('gives the same view to whoever opens the link', async () => {
      await page.goto(`${server.url}/compare?runs=dense,cnn&x=seconds`);
      const answer = /on the same .* McNemar/;
      await page.getByText(answer).waitFor();
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByText(answer).waitFor();
      expect(await other.getByText(answer).textContent()).toBe(
        await page.getByText(answer).textContent(),
      );
      expect(new URL(other.url()).search).toContain('x=seconds');
    });

    it('compares what was ticked in the table', async () => {
      await page.goto(`${server.url}/runs`);
      const table = page.getByRole('region', { name: 'Runs' });
      await table.getByRole('checkbox', { name: 'Select cnn', exact: true }).check();
      await table.getByRole('checkbox', { name: 'Select dense', exact: true }).check();
      await page
        .getByRole('link', { name: /Compare/ })
        .or(page.getByRole('button', { name: /Compare/ }))
        .last()
        .click();
      await page.getByText(/is better than/).waitFor();
      expect(page.url()).toMatch(/\/compare\?runs=/);
    });

    it('prints each accuracy of the table and of the rail with its interval and n', async () => {
      const measured = /^(validation accuracy )?0\.\d+ ± 0\.\d+ n = [\d,]+/;
      const columns = 'name,validation,best,test,last.accuracy,best.valAccuracy';
      await page.goto(`${server.url}/runs?columns=${columns}`);
      await page.getByRole('row', { name: /^Select cnn/ }).waitFor();
      const texts = async (selector: string) => {
        await page.locator(selector).first().waitFor();
        const all = await page.locator(selector).allTextContents();
        return all.map((text) => text.replace(/\s+/g, ' ').trim());
      };
      for (const cell of ['validation', 'best', 'test', 'keyed']) {
        const found = await texts(`runs-table .shown .cell.${cell}`);
        expect([cell, found.length, found.filter((text) => !measured.test(text))]).toEqual([
          ...[cell, cell === 'keyed' ? 6 : 3, []],
        ]);
      }
      expect(
        (await texts('runs-table .shown .cell.test')).filter((text) => /leaks/.test(text)),
      ).toHaveLength(1);
      const rail = await texts('.below > run-rail .value');
      expect([rail.length, rail.filter((text) => !measured.test(text))]).toEqual([3, []]);
    });

    it('has both accuracies in sight on a narrow table', async () => {
      await page.setViewportSize({ width: 768, height: 1024 });
      await page.goto(`${server.url}/runs`);
      for (const cell of ['test', 'best']) {
        const n = page.locator(`runs-table .shown .${cell} .count`).first();
        await n.waitFor();
        const { x, width } = (await n.boundingBox())!;
        expect(x + width).toBeLessThanOrEqual(768);
      }
      await page.getByRole('button', { name: '3 runs' }).click();
      await page.getByRole('dialog').getByText('post-cnn').waitFor();
    });

    it('warns beside a test that was trained on', async () => {
      const { split } = await peasyJson<Shown>(folder, ['show', 'post-cnn']);
      const n = split.test.toLocaleString('en-US');
      const warning = `${n} of ${n} test photos were trained on: this is not a test`;
      for (const path of ['/runs', '/runs/post-cnn', '/compare?runs=post-cnn,cnn']) {
        await page.goto(server.url + path);
        await page.getByText(warning).first().waitFor();
      }
      // Where there is room, remarks have a column; where there is none, the sign at the name has them.
      const remarks = page.getByRole('columnheader', { name: 'Remarks' });
      await page.setViewportSize({ width: 1920, height: 900 });
      await page.goto(`${server.url}/runs`);
      await remarks.waitFor();
      await page.setViewportSize({ width: 1280, height: 900 });
      await remarks.waitFor({ state: 'detached' });
      await page.getByRole('row', { name: warning }).waitFor();
    });

    it('shows one run: numbers, network, config, snapshots', async () => {
      await page.goto(`${server.url}/runs/cnn`);
      for (const text of ['ConvLayer1', 'optimizer.learningRate', process.version, 'initial']) {
        await page.getByText(text).first().waitFor();
      }
    });

    it('is worked by keyboard: "/" searches and Enter opens', async () => {
      await page.goto(`${server.url}/runs`);
      await page.getByRole('row', { name: /dense/ }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('dense');
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/runs\/.+/);
      await page.getByRole('heading', { name: 'dense' }).waitFor();
    });

    it('says so when there is no such run', async () => {
      await page.goto(`${server.url}/runs/nobody`);
      await page.getByText(/No run has the id or the name “nobody”/).waitFor();
    });

    it('asks nothing of any other machine', async () => {
      for (const path of ['/runs', '/runs/cnn', '/compare?runs=cnn,dense']) {
        await page.goto(server.url + path);
        await page.waitForLoadState('load');
      }
      await page.getByText(/is better than/).waitFor();
      const elsewhere = asked.filter(
        (url) => !url.startsWith(server.url) && !url.startsWith('data:'),
      );
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('loads in under 300 kB, gzipped', async () => {
      const weight = new PageWeight(page);
      await page.goto(`${server.url}/compare?runs=cnn,dense`);
      await page.getByText(/is better than/).waitFor();
      const bytes = await weight.gzipped();
      expect(bytes).toBeGreaterThan(10_000);
      expect(bytes).toBeLessThan(300_000);
    });

    it.each([
      [1440, 'light'],
      [1440, 'dark'],
      [390, 'light'],
      [390, 'dark'],
    ] as const)(
      'is accessible and fits at %i pixels, %s',
      async (width, colorScheme) => {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        for (const path of ['/runs', '/runs/cnn', '/compare?runs=cnn,dense']) {
          await page.goto(server.url + path);
          await page.getByRole('main').getByText(/cnn/).first().waitFor();
          await page.evaluate(() => document.fonts.ready.then(() => undefined));
          const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
          expect([path, scrollWidth]).toEqual([path, width]);
          const violations = await violationsOf(page);
          expect([path, violations]).toEqual([path, []]);
        }
      },
      120_000,
    );

    it('says so when the server is gone, and goes on when it is back', async () => {
      await page.goto(`${server.url}/runs`);
      await page.getByRole('row', { name: /dense/ }).waitFor();
      const { port } = server;
      await server.stop();
      await page
        .getByText(/server/i)
        .first()
        .waitFor();
      await peasy(folder, [
        'train',
        '--config',
        config('cnn'),
        '--epochs',
        '1',
        '--name',
        'newcomer',
      ]);
      server = await Server.start(folder, port);
      await page.getByRole('row', { name: /newcomer/ }).waitFor({ timeout: 60_000 });
    }, 120_000);
  });
});
