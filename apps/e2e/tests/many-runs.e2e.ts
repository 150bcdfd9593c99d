import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import {
  accuracyOf,
  recordLongRuns,
  recordManyRuns,
  SPIKES,
  startOf,
} from '../src/large-records.js';
import { emptyFolder, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

const RUNS = 10_000;
const LONG_RUNS = 20;
const STEPS = 100_000;

describe.skipIf(!HAS_BROWSER)(`the page over a large record${NEEDS_BROWSER}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  describe('of 10,000 runs', () => {
    const folder = emptyFolder();
    let server: Server;
    beforeAll(async () => {
      await recordManyRuns(folder, RUNS);
      server = await Server.start(folder);
    }, 240_000);
    afterAll(() => server?.stop());

    const table = () => page.getByRole('grid', { name: 'Runs' });
    const selected = (count: string) =>
      page.getByRole('main').getByText(`${count} selected`, { exact: true });
    const rowAt = (place: number) => table().locator(`#row-${place}`);
    /** Numbers of all runs, the one of the best accuracy first. */
    const byAccuracy = Array.from({ length: RUNS }, (_, i) => i).sort(
      (a, b) => accuracyOf(b) - accuracyOf(a),
    );

    it('sorts them by a column, and scrolls to any of them', async () => {
      await page.goto(`${server.url}/runs`);
      await rowAt(0).waitFor();
      expect(await table().getAttribute('aria-rowcount')).toBe(String(RUNS + 1));
      expect(await table().getByRole('row').count()).toBeLessThan(60);
      const figures: string[] = [];
      for (const [title, first] of [
        ['Test accuracy', byAccuracy[0]],
        ['Run', 0],
        ['Test accuracy', byAccuracy[0]],
        ['Test accuracy', byAccuracy.at(-1)],
        ['Test accuracy', byAccuracy[0]],
      ] as const) {
        const milliseconds = await table().evaluate(sortedWithin, title);
        await rowAt(0).getByText(`run-${first}`, { exact: true }).waitFor();
        figures.push(`${title} ${Math.round(milliseconds)} ms`);
      }
      console.info(
        `10,000 runs sorted, from the click to the frame that shows it: ${figures.join(', ')}`,
      );
      await table().press('End');
      await rowAt(RUNS - 1)
        .getByText(`run-${byAccuracy.at(-1)}`, { exact: true })
        .waitFor();
      await table().press('PageUp');
      await table().press('Home');
      await rowAt(0).getByText(`run-${byAccuracy[0]}`, { exact: true }).waitFor();
    });

    it('filters by words and by the grammar, and says what is wrong with a filter', async () => {
      await page.goto(`${server.url}/runs`);
      const field = page.getByRole('searchbox', { name: 'Filter runs' });
      await field.fill('run-77 dense');
      await page
        .getByText(/^\d+ of 10,000$/)
        .first()
        .waitFor();
      await field.fill('best.valAccuracy > 0.85 AND params.batchSize = 64');
      const wanted = byAccuracy.filter(
        (number) => accuracyOf(number) > 0.85 && startOf(number).params?.batchSize === 64,
      );
      await page.getByText('Invalid', { exact: false }).first().waitFor();
      await field.fill("best.valAccuracy > 0.85 AND params.batchSize = '64'");
      await page.getByText(`${wanted.length} of 10,000`).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toContain('> 0.85');
    });

    it('opens groups in place, by keyboard too, sorted as the table is, in the address', async () => {
      await page.goto(`${server.url}/runs?group=config&sort=best`);
      const grid = page.getByRole('treegrid', { name: 'Runs' });
      const dense = byAccuracy.filter((number) => startOf(number).config === 'dense');
      const head = grid.getByRole('row', { name: /config dense/i });
      await head.waitFor();
      const words = await head.textContent();
      expect(words).toContain(`${dense.length.toLocaleString('en-GB')} runs`);
      const mean = dense.reduce((sum, number) => sum + accuracyOf(number), 0) / dense.length;
      expect(words).toContain(mean.toPrecision(4));
      await grid.focus();
      // cnn, cnn-modern, dense.
      for (const key of ['End', 'ArrowRight', 'ArrowDown']) await grid.press(key);
      await grid.locator('#row-3').getByText(`run-${dense[0]}`, { exact: true }).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get('open')).toBe('=dense');
      await page.reload();
      await grid.locator('#row-3').getByText(`run-${dense[0]}`, { exact: true }).waitFor();
      await grid.focus();
      for (const key of ['Home', 'End', 'ArrowLeft']) await grid.press(key);
      await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('4');
      await head.getByRole('button', { name: 'Compare the first 50' }).click();
      await page.getByText(`run-${dense[49]}`, { exact: true }).first().waitFor();
    });

    it('selects all that a filter finds, tags them at once, and says what Compare takes', async () => {
      await page.goto(`${server.url}/runs?filter=cnn-modern`);
      await rowAt(0).waitFor();
      const some = byAccuracy.filter((number) => startOf(number).config === 'cnn-modern').length;
      const count = some.toLocaleString('en-GB');
      await table().focus();
      await table().press('Control+a');
      await selected(count).waitFor();
      await page.getByText('Compare the first 50').waitFor();
      await page.getByText('Compare takes 50 at most').waitFor();
      await page.getByRole('button', { name: 'Tag', exact: true }).click();
      await page.getByRole('searchbox', { name: 'Tag' }).fill('team=red');
      const begin = performance.now();
      await page.keyboard.press('Enter');
      await page.getByText(`${count} runs tagged.`).waitFor();
      console.info(`${count} runs tagged in ${Math.round(performance.now() - begin)} ms`);
      await page.getByRole('searchbox', { name: 'Filter runs' }).fill("tags.team = 'red'");
      await page.getByText(`${count} of 10,000`).waitFor();
      await table().press('Escape');
      await page.getByText('Tick two runs to compare them').or(page.getByText('tagged.')).waitFor();
      await table().press('Home');
      for (let i = 0; i < 3; i++) await table().press('Shift+ArrowDown');
      await selected('4').waitFor();
      await table().press('Shift+ArrowUp');
      await selected('3').waitFor();
      await table().press('Shift+End');
      await selected(count).waitFor();
    });

    it('writes a note and tags in the row, shows any curve, and keeps views by name', async () => {
      await page.goto(`${server.url}/runs?sort=name&columns=name,curve.loss,tags,note,min.loss`);
      await rowAt(7).getByText('run-7', { exact: true }).waitFor();
      await rowAt(7)
        .getByRole('img', { name: /^loss from 0\.\d+ to 0\.\d+ over 10 epochs/ })
        .waitFor();
      await table().focus();
      for (let i = 0; i < 7; i++) await table().press('ArrowDown');
      await table().press('n');
      await page.getByRole('searchbox', { name: 'Note of run-7' }).fill('too hot');
      await page.keyboard.press('Enter');
      await rowAt(7).getByText('too hot').waitFor();
      await page.keyboard.press('t');
      await page.getByRole('searchbox', { name: 'Tags of run-7' }).fill('keep=yes, "why=a, b"');
      await page.keyboard.press('Enter');
      await rowAt(7).getByText('keep=yes').waitFor();
      expect(await peasyJson(folder, ['show', 'run-7'])).toMatchObject({
        ...{ note: 'too hot', tags: { keep: 'yes', why: 'a, b' } },
      });
      await page.getByRole('button', { name: 'Views', exact: true }).click();
      await page.getByRole('searchbox', { name: 'Name of this view' }).fill('losses');
      await page.keyboard.press('Enter');
      await page.getByText('Saved as losses.').waitFor();
      await page.goto(`${server.url}/runs`);
      await page.getByRole('button', { name: 'Views', exact: true }).click();
      await page.getByRole('link', { name: 'losses' }).click();
      await table().getByRole('columnheader', { name: 'min loss' }).waitFor();
      await table().focus();
      await page.keyboard.press('?');
      await page
        .getByRole('dialog', { name: 'Keys' })
        .getByText('write the note, the tags')
        .waitFor();
    });

    it('shows the columns that are chosen, in the address and at the next visit', async () => {
      await page.goto(`${server.url}/runs`);
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('searchbox', { name: 'Find a column' }).fill('learningRate');
      await page.getByRole('checkbox', { name: /learningRate/ }).check();
      await table()
        .getByRole('columnheader', { name: /learningRate/ })
        .waitFor();
      expect(new URL(page.url()).searchParams.get('columns')).toContain(
        'params.optimizer.learningRate',
      );
      await page.goto(`${server.url}/runs`);
      await table()
        .getByRole('columnheader', { name: /learningRate/ })
        .waitFor();
      await rowAt(0)
        .getByText(/^0\.\d+$/)
        .first()
        .waitFor();
    });

    it('is worked by keyboard: moves, ticks a range, tags, trashes, takes back, opens', async () => {
      await page.goto(`${server.url}/runs?sort=name`);
      await rowAt(0).getByText('run-0', { exact: true }).waitFor();
      await table().focus();
      for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Shift+Space']) {
        await table().press(key);
      }
      await page.getByText('Compare 3 runs').waitFor();
      await page.getByRole('button', { name: 'Tag', exact: true }).click();
      await page.getByRole('searchbox', { name: 'Tag' }).fill('shelf=top');
      await page.keyboard.press('Enter');
      await page.getByText('3 runs tagged.').waitFor();
      const tagged = await peasyJson<{ tags: Record<string, string> }>(folder, ['show', 'run-1']);
      expect(tagged.tags).toEqual({ shelf: 'top' });
      await page.getByRole('button', { name: 'Trash' }).click();
      await page.getByText('3 runs put into the trash.').waitFor();
      await rowAt(0).getByText('run-3', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await rowAt(0).getByText('run-0', { exact: true }).waitFor();
      await table().focus();
      await table().press('Home');
      await table().press('Enter');
      await page.getByRole('heading', { name: 'run-0' }).waitFor();
    });

    it('compares runs that are far from the newest, by link too', async () => {
      await page.goto(`${server.url}/compare?runs=run-1,run-5000`);
      await page
        .getByText(/run-5000/)
        .first()
        .waitFor();
      await page.getByRole('figure', { name: /accuracy/i }).waitFor();
      expect(await page.getByText('Not found').count()).toBe(0);
    });

    it.each([
      [1440, 'light'],
      [390, 'dark'],
    ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      for (const path of ['/runs', '/runs?group=config&open=%3Ddense']) {
        await page.goto(server.url + path);
        await page
          .getByRole('main')
          .getByText(/^run-\d+$/)
          .first()
          .waitFor();
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([path, scrollWidth]).toEqual([path, width]);
        expect([path, await violationsOf(page)]).toEqual([path, []]);
      }
    });
  });

  describe('of 20 runs of 100,000 points', () => {
    const folder = emptyFolder();
    let server: Server;
    beforeAll(async () => {
      await recordLongRuns(folder, LONG_RUNS, STEPS);
      server = await Server.start(folder);
    }, 240_000);
    afterAll(() => server?.stop());

    const names = Array.from({ length: LONG_RUNS }, (_, i) => `long-${i}`);
    const chart = () => page.getByRole('figure', { name: 'Loss' });

    it('draws every extreme, zooms to exact points, and says how many are seen', async () => {
      const address = `${server.url}/compare?runs=${names.join(',')}&x=step&metric=loss`;
      const frame = () =>
        page.evaluate(
          () =>
            new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
      const loaded = page.waitForResponse((response) => response.url().includes('/api/buckets'));
      await page.goto(address);
      const answer = await loaded;
      const read = performance.now();
      await chart()
        .getByText(/points, gathered/)
        .waitFor();
      await frame();
      const drawn = performance.now() - read;
      const before = new URL(answer.url()).searchParams;
      expect(before.get('as')).toBe('binary');

      const saved = page.waitForEvent('download');
      await chart().getByRole('button', { name: 'Save as CSV' }).click();
      const csv = await textOf(await saved);
      const numbers = csv
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(','));
      expect(Math.max(...numbers.map((row) => Number(row[5])))).toBe(SPIKES.high.value);
      expect(Math.min(...numbers.map((row) => Number(row[4])))).toBe(SPIKES.low.value);

      const box = (await chart().getByRole('slider').boundingBox())!;
      await page.mouse.move(box.x + 300, box.y + 80);
      await page.mouse.down();
      await page.mouse.move(box.x + 360, box.y + 80, { steps: 4 });
      const zoomed = page.waitForResponse((response) => response.url().includes('from='));
      const begin = performance.now();
      await page.mouse.up();
      await frame();
      const first = performance.now() - begin;
      await (await zoomed).finished();
      await chart()
        .getByText(/ of [\d,]+ points/)
        .waitFor();
      await frame();
      const refined = performance.now() - begin;
      const frames = await framesWhile(page, async () => {
        for (let i = 0; i < 40; i++) await page.mouse.move(box.x + 100 + i * 10, box.y + 80);
      });
      console.info(
        `20 runs x 100,000 points: drawn ${Math.round(drawn)} ms after the answer, ` +
          `zoomed in ${Math.round(first)} ms, with the server's answer ${Math.round(refined)} ms; ` +
          `longest frame under the cursor ${Math.round(Math.max(...frames))} ms`,
      );
      await expect.poll(() => page.url()).toContain('zoom=');
      // What says the range moves no chart away from under the pointer.
      await page.getByRole('button', { name: 'Show all' }).waitFor();
      expect((await chart().getByRole('slider').boundingBox())!.y).toBe(box.y);
      await page.mouse.dblclick(box.x + 300, box.y + 80);
      await expect.poll(() => page.url()).not.toContain('zoom=');
      await page.goto(`${address}&zoom=51200~51260`);
      await chart()
        .getByText(/points, each drawn/)
        .waitFor();
    }, 120_000);

    it('smooths by distance on x, which zoom does not change, and keeps the address', async () => {
      await page.goto(`${server.url}/compare?runs=long-3&x=step&metric=loss&y=log`);
      const asked = page.waitForRequest((request) => request.url().includes('smooth=1000'));
      await page.getByLabel('Smooth over').selectOption('1000');
      await asked;
      await expect.poll(() => page.url()).toContain('smooth=1000');
      expect(page.url()).toContain('y=log');
      await page.getByText('seconds', { exact: true }).first().click();
      await expect.poll(() => page.url()).not.toContain('smooth');
      await chart()
        .getByText(/points, gathered/)
        .waitFor();
    });
  });
});

/** In the page: clicks on a heading, and answers after how many milliseconds another first row is drawn. */
async function sortedWithin(grid: Element, title: string): Promise<number> {
  const buttons = Array.from(
    grid.querySelectorAll<HTMLButtonElement>('[role=columnheader] button'),
  );
  const first = () => grid.querySelector('#row-0 [role=rowheader]')?.textContent;
  const before = first();
  const begin = performance.now();
  buttons.find((button) => button.textContent?.includes(title))?.click();
  for (let frame = 0; frame < 600 && first() === before; frame++) {
    await new Promise((next) => requestAnimationFrame(next));
  }
  return performance.now() - begin;
}

/** Milliseconds from frame to frame while something is done. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { frameTimes: times });
    const next = (now: number) => {
      times.push(now);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  const times = await page.evaluate(
    () => (globalThis as unknown as { frameTimes: number[] }).frameTimes,
  );
  return times.slice(1).map((time, i) => time - times[i]);
}

async function textOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }) {
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
