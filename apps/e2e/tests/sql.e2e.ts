import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { config, emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

const CURVE = `SELECT p.epoch, p.value
FROM metric_points p JOIN runs_overview r ON r.id = p.run_id
WHERE p.key = 'valAccuracy' AND r.name = 'cnn'
ORDER BY p.step`;

describe.skipIf(!HAS_BROWSER)(`SQL in the page${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    expect((await peasy(folder, ['train', '--config', config('cnn'), '--epochs', '3'])).code).toBe(
      0,
    );
    server = await Server.start(folder);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterEach(() => context.close());

  it('answers a query by the keyboard with the rows that the command line has, and draws them', async () => {
    await page.goto(`${server.url}/sql`);
    const editor = page.getByRole('textbox', { name: 'Query', exact: true });
    await editor.fill(CURVE);
    await editor.press('Control+Enter');
    await page.getByText('3 rows,').waitFor();
    const shown = await page
      .getByRole('region', { name: 'Rows' })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => Array.from(row.querySelectorAll('td'), (cell) => Number(cell.title))),
      );
    const rows = await peasyJson<object[]>(folder, ['query', CURVE]);
    expect(shown).toEqual(rows.map((row) => Object.values(row)));
    await page.getByRole('img', { name: /^value over epoch: 3 points from / }).waitFor();
    // A pasted address asks the same again.
    await page.reload();
    await page.getByText('3 rows,').waitFor();
  });

  it('draws bars over names, in which a row without a number keeps its place', async () => {
    const query = "SELECT 'cnn' AS name, 0.82 AS best UNION ALL SELECT 'published', NULL";
    await page.goto(`${server.url}/sql?q=${encodeURIComponent(query)}`);
    const bars = page.getByRole('figure', { name: 'best by name' }).getByRole('listitem');
    await bars.first().waitFor();
    const words = await bars.allTextContents();
    expect(words.map((text) => text.split(/\s+/).filter(Boolean))).toEqual([
      ['cnn', '0.82'],
      ['published', 'NULL'],
    ]);
    const width = (place: number) =>
      bars
        .nth(place)
        .locator('rect')
        .evaluate((bar) => bar.getBoundingClientRect().width);
    expect(await width(0)).toBeGreaterThan(100);
    expect(await width(1)).toBe(0);
  });

  it('draws the interval of every accuracy that it finds with its ends', async () => {
    const query =
      'SELECT taken, accuracy, low, high, n FROM accuracies ORDER BY high DESC, taken LIMIT 2';
    await page.goto(`${server.url}/sql?q=${encodeURIComponent(query)}`);
    const bar = page
      .getByRole('figure', { name: 'accuracy by taken' })
      .getByRole('listitem')
      .first();
    await bar.waitFor();
    const [answer] = await peasyJson<{ accuracy: number; low: number; high: number }[]>(folder, [
      ...['query', query],
    ]);
    const [end, line] = await bar.locator('svg').evaluate((svg) => {
      const boxOf = (name: string) => svg.querySelector(name)!.getBoundingClientRect();
      const { left, width } = svg.getBoundingClientRect();
      const share = (x: number) => (x - left) / width;
      const interval = boxOf('.interval');
      return [share(boxOf('rect').right), [share(interval.left), share(interval.right)]] as const;
    });
    // Bars go from 0 to the upper end of the longest.
    expect(end).toBeCloseTo(answer.accuracy / answer.high, 2);
    expect(line[0]).toBeCloseTo(answer.low / answer.high, 2);
    expect(line[1]).toBeCloseTo(1, 2);
  });

  it('says what SQLite said, and that nothing can be written', async () => {
    await page.goto(`${server.url}/sql?q=${encodeURIComponent('DELETE FROM runs')}`);
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/read|write/i);
    await page.getByRole('textbox', { name: 'Query', exact: true }).fill('SELECT nowhere');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toMatch(/no such column: nowhere\.\s+Line 1, column 8\./);
    await page.getByRole('button', { name: 'Show it' }).click();
    const editor = page.getByRole('textbox', { name: 'Query', exact: true });
    const marked = await editor.evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(marked).toBe('nowhere');
  });

  it('scrolls over ten thousand rows, of which a screenful is in the page', async () => {
    const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
SELECT i, 'row ' || i AS name FROM n`;
    await page.goto(`${server.url}/sql?q=${encodeURIComponent(many)}`);
    await page.getByText('10,000 rows and more').waitFor();
    const rows = page.getByRole('region', { name: 'Rows' });
    expect(await rows.getByRole('row').count()).toBeLessThan(60);
    await rows.evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight;
    });
    await rows.getByText('row 10000', { exact: true }).waitFor();
  });

  it('keeps a query by its name, and puts a column of the schema into it', async () => {
    await page.goto(`${server.url}/sql`);
    const editor = page.getByRole('textbox', { name: 'Query', exact: true });
    await editor.fill('SELECT ');
    await page.getByText('runs_overview', { exact: true }).click();
    await page.getByRole('button', { name: 'status', exact: true }).first().click();
    expect(await editor.inputValue()).toBe('SELECT status');
    await page.getByRole('textbox', { name: 'Name to save the query by' }).fill('mine');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.reload();
    await page.getByRole('combobox', { name: 'Queries' }).selectOption('mine');
    expect(await editor.inputValue()).toBe('SELECT status');
  });

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.url}/sql?q=${encodeURIComponent(CURVE)}`);
    await page.getByText('3 rows,').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.getByRole('button', { name: 'Run', exact: true }).hover();
    expect(await violationsOf(page)).toEqual([]);
  });
});
