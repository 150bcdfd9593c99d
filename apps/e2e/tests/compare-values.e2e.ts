import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { openWatchedPage } from '../src/watched-page.js';

const RUNS = 'one,two,three,fast';

describe.skipIf(!HAS_BROWSER)(`values of runs beside each other${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    for (const [name, ...flags] of [
      ['one', '--seed', '1'],
      ['two', '--seed', '2'],
      ['three', '--seed', '3'],
      ['fast', '--optimizer.learningRate', '0.05'],
    ]) {
      const { code } = await peasy(folder, [
        ...['train', '--config', config('cnn'), '--epochs', '2', '--name', name, ...flags],
      ]);
      expect(code).toBe(0);
    }
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 240_000);
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

  const open = async (query = '') => {
    await page.goto(`${server.url}/compare?runs=${RUNS}${query}`);
    await page.getByRole('heading', { name: 'Two values' }).waitFor();
  };
  const accuracyOf = async (name: string) => {
    const { metrics } = await peasyJson<{
      metrics: { testAccuracy: { last: number } };
    }>(folder, ['show', name]);
    return metrics.testAccuracy.last;
  };
  const saved = async (button: string): Promise<string> => {
    const [download]: [Download, unknown] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return readFileSync(await download.path(), 'latin1');
  };

  it('picks runs by a range in numbers and by a drag, keeps it in the address, and compares the picked', async () => {
    await open();
    await page.getByText('Ranges in numbers').click();
    await page.getByLabel('optimizer.learningRate from').fill('0.04');
    await page.getByLabel('optimizer.learningRate from').press('Tab');
    const count = page.locator('data.picked-count');
    await count.waitFor();
    expect(await count.getAttribute('value')).toBe('1');
    expect(page.url()).toContain('brush=optimizer.learningRate');
    await page.reload();
    await count.waitFor();
    expect(await count.getAttribute('value')).toBe('1');
    await page.getByRole('button', { name: 'Let all go' }).click();
    await expect.poll(() => count.isVisible()).toBe(false);

    const reach = page.locator('parallel-axes .reach').first();
    await reach.scrollIntoViewIfNeeded();
    const box = (await reach.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6, { steps: 4 });
    await page.mouse.up();
    await count.waitFor();
    const dragged = Number(await count.getAttribute('value'));
    expect(dragged).toBeGreaterThan(0);
    expect(dragged).toBeLessThan(4);
    // The same by keys: let go, and a range from the foot of the axis.
    const axis = page.getByRole('slider', { name: /^Range of/ }).first();
    await axis.focus();
    await axis.press('Delete');
    await expect.poll(() => count.isVisible()).toBe(false);
    await axis.press('ArrowUp');
    await count.waitFor();
    expect(await axis.getAttribute('aria-valuetext')).toMatch(/ to /);
    const picked = Number(await count.getAttribute('value'));
    expect(picked).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Compare only these' }).click();
    const compared = page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
    await expect.poll(() => compared.count()).toBe(picked);
  }, 60_000);

  it('draws any two values, and saves drawing and numbers', async () => {
    await open();
    await page.getByLabel('Across').selectOption('seed');
    await expect.poll(() => page.url()).toContain('scatter=seed');
    const accuracy = await accuracyOf('two');
    await page.getByRole('img', { name: /^Test accuracy over seed: .*two 2/ }).waitFor();
    const csv = (await saved('Save scatter as CSV')).split('\r\n');
    expect(csv[0]).toBe('run,seed,best.testAccuracy');
    expect(csv).toContain(`two,2,${accuracy}`);
    expect(await saved('Save scatter as SVG')).toMatch(/^<svg.*<circle.*<\/svg>$/s);
    expect(await saved('Save parallel-axes as PNG')).toMatch(/^\x89PNG/);
  }, 60_000);

  it('gathers runs that differ in their seed alone: mean, deviation and how many', async () => {
    const accuracies = await Promise.all(['one', 'two', 'three'].map(accuracyOf));
    const mean = accuracies.reduce((sum, one) => sum + one, 0) / 3;
    const deviation = Math.sqrt(accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2);
    await open();
    const row = page.getByRole('row', { name: /^one, two, three/ });
    await row.getByText('(3 runs)').first().waitFor();
    expect(Number(await row.locator('data').first().getAttribute('value'))).toBeCloseTo(mean, 12);
    const csv = await saved('Save seeds as CSV');
    expect(Number(csv.split('\r\n')[1].split(',')[4])).toBeCloseTo(deviation, 12);
  }, 60_000);

  it.each([
    [1440, 'dark'],
    [390, 'light'],
  ] as const)(
    'is accessible and fits at %i pixels, %s',
    async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await open('&brush=seed~1~2');
      await page.getByText('Ranges in numbers').click();
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
    },
    60_000,
  );
});
