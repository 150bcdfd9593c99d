import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type GrowingRecord, recordMetrics } from '../src/metric-record.js';
import { emptyFolder } from '../src/peasy.js';
import { Server } from '../src/served-page.js';
import { openWatchedPage } from '../src/watched-page.js';

const RATE = 'learningRate';
const NORM = 'layer/weightNorm';

describe.skipIf(!HAS_BROWSER)(`charts of any metric${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  let record: GrowingRecord;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    record = await recordMetrics(folder);
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await record?.close();
  });
  beforeEach(async () => {
    ({ context, page, complaints } = await openWatchedPage(browser));
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const picture = () =>
    page
      .locator('.uplot canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const chart = (name: string) => page.getByRole('figure', { name, exact: true });
  const titles = () => page.getByRole('figure').getByRole('heading').allTextContents();
  const chosen = () => new URL(page.url()).searchParams.get('metric');

  it('adds, moves and takes away charts, and a link shows the same', async () => {
    await page.goto(`${server.url}/runs/kept?x=step`);
    await chart('Loss').getByText('240 points, each drawn').waitFor();
    expect(await titles()).toEqual(['Loss']);
    await page.getByRole('button', { name: 'Charts' }).click();
    await page.getByText(/^60 of 12,0\d\d shown/).waitFor();
    const search = page.getByRole('searchbox', { name: 'Find a metric' });
    await search.fill('train');
    await page.getByText('with val/loss').waitFor();
    await search.fill('rate learn');
    await page.getByRole('checkbox', { name: RATE }).check();
    await search.fill('gradient 11999');
    await page.getByRole('checkbox', { name: /11999/ }).check();
    await search.press('Escape');
    await chart('head/11999/gradientNorm').getByText('1 point, each drawn').waitFor();
    expect(chosen()).toBe('loss,learningRate,head/11999/gradientNorm');
    await page.getByRole('button', { name: 'Take head/11999/gradientNorm away' }).click();
    await expect.poll(titles).toEqual(['Loss', RATE]);
    await page.getByRole('button', { name: `Move ${RATE} back` }).press('Enter');
    await expect.poll(titles).toEqual([RATE, 'Loss']);
    await page.goto(page.url());
    await chart('Loss').waitFor();
    expect(await titles()).toEqual([RATE, 'Loss']);
    await page.goto(`${server.url}/compare?runs=kept&metric=`);
    await page.getByText('No chart is chosen').waitFor();
  });

  it('leads one cursor over all of them, by keys too, and says where a value is none', async () => {
    await page.goto(
      `${server.url}/compare?runs=kept&x=step&metric=${RATE},${encodeURIComponent(NORM)}`,
    );
    await chart(NORM).getByText('✕ kept: NaN at step 60').waitFor();
    const slider = page.getByRole('slider', { name: `${RATE} cursor` });
    await slider.press('Home');
    await slider.press('ArrowRight');
    await chart(NORM).getByText('step 1', { exact: true }).waitFor();
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('step 1: kept 0.09700');
    const box = (await page.getByRole('slider', { name: `${NORM} cursor` }).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    const where = await chart(NORM)
      .getByText(/^step \d\d$/)
      .textContent();
    await chart(RATE).getByText(where!, { exact: true }).waitFor();
    await slider.press('Escape');
    await chart(RATE).getByText('Last', { exact: true }).waitFor();
  });

  it('lays x along a logarithm, says what is left out, and keeps it in the address', async () => {
    await page.goto(`${server.url}/runs/kept?x=step&metric=${RATE}`);
    await page.getByText('log x').click();
    await chart(RATE).getByText('1 point left out at step 0 or before').waitFor();
    expect(page.url()).toContain('xscale=log');
    const slider = page.getByRole('slider', { name: `${RATE} cursor` });
    await expect.poll(() => slider.getAttribute('aria-valuemin')).toBe('1');
    await slider.press('+');
    await expect
      .poll(() => new URL(page.url()).searchParams.get('zoom'))
      .toMatch(/^3\.\d+~36\.\d+$/);
    await chart(RATE)
      .getByText(/of 120 points/)
      .waitFor();
  });

  it('lets one finger move the cursor, and two spread the range', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/runs/kept?x=step&metric=${RATE}`);
    await chart(RATE).getByText('120 points, each drawn').waitFor();
    const plot = page.locator('.u-over');
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    const touch = await context.newCDPSession(page);
    const put = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...across: readonly number[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: across.map((place, id) => {
          return { id, x: box.x + place * box.width, y: box.y + box.height / 2 };
        }),
      });
    await put('touchStart', 0.3);
    for (const place of [0.4, 0.5]) await put('touchMove', place);
    await chart(RATE)
      .getByText(/^step (59|60)$/i)
      .waitFor();
    await put('touchEnd');
    // Fingers that come together ask for more than there is: it is shown while they are down.
    const whole = await picture();
    await put('touchStart', 0.1, 0.9);
    for (const apart of [0.3, 0.2, 0.1]) await put('touchMove', 0.5 - apart, 0.5 + apart);
    await expect.poll(picture).not.toBe(whole);
    await put('touchEnd');
    await expect.poll(picture).toBe(whole);
    expect(page.url()).not.toContain('zoom=');
    await put('touchStart', 0.4, 0.6);
    for (const apart of [0.2, 0.3, 0.4]) await put('touchMove', 0.5 - apart, 0.5 + apart);
    await put('touchEnd');
    await expect.poll(() => new URL(page.url()).searchParams.get('zoom')).not.toBeNull();
    const [from, to] = new URL(page.url()).searchParams.get('zoom')!.split('~').map(Number);
    // What was under the fingers, a fifth of all, is four fifths of the plot now: a quarter of all is shown.
    expect((to - from) / 119).toBeCloseTo(0.25, 1);
    expect((from + to) / 2 / 119).toBeCloseTo(0.5, 1);
  });

  it('shows what a drag spans, and all again after a double click', async () => {
    await page.goto(`${server.url}/runs/kept?x=step&metric=${RATE}`);
    await chart(RATE).getByText('120 points, each drawn').waitFor();
    const whole = await picture();
    const drag = async (from: number, to: number) => {
      const box = (await page.locator('.u-over').boundingBox())!;
      const at = (share: number) => [box.x + share * box.width, box.y + 40] as const;
      await page.mouse.move(...at(from));
      await page.mouse.down();
      await page.mouse.move(...at(to), { steps: 4 });
      await page.mouse.up();
    };
    await drag(0.25, 0.75);
    await chart(RATE)
      .getByText(/of 120 points/)
      .waitFor();
    const [from, to] = new URL(page.url()).searchParams.get('zoom')!.split('~').map(Number);
    expect((to - from) / 119).toBeCloseTo(0.5, 1);
    expect(await picture()).not.toBe(whole);
    await page.locator('.u-over').dblclick();
    await chart(RATE).getByText('120 points, each drawn').waitFor();
    await expect.poll(picture).toBe(whole);
  });

  it('saves a chart of any metric under its own name', async () => {
    await page.goto(`${server.url}/runs/kept?x=step&metric=${encodeURIComponent(NORM)}`);
    for (const format of ['CSV', 'SVG', 'PNG']) {
      const saved = page.waitForEvent('download');
      await chart(NORM)
        .getByRole('button', { name: `Save as ${format}` })
        .click();
      const file = await saved;
      expect(file.suggestedFilename()).toBe(`layer-weightnorm-by-step.${format.toLowerCase()}`);
      const bytes = readFileSync(await file.path());
      if (format === 'CSV') {
        expect(bytes.toString('utf8').split('\r\n')[61]).toMatch(
          /,layer\/weightNorm,60,,,,,1,NaN$/,
        );
      }
      if (format === 'SVG') expect(bytes.toString('utf8')).toContain('>layer/weightNorm<');
      if (format === 'PNG') expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    }
  });

  it('grows with a run that is under way', async () => {
    await page.goto(`${server.url}/runs/growing?x=step`);
    await chart(RATE).getByText('2 points, each drawn').waitFor();
    await record.add(RATE, [0.18, 0.17], 2);
    await record.add('reward', [1], 3);
    await chart(RATE).getByText('4 points, each drawn').waitFor();
    await chart('reward').getByText('1 point, each drawn').waitFor();
  });

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)('is accessible and fits at %i pixels, %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.url}/runs/kept?x=step&xscale=log&metric=${RATE},testAccuracy`);
    await chart('testAccuracy').getByText('1 point, each drawn').waitFor();
    await page.getByRole('button', { name: 'Charts' }).click();
    await page.getByRole('searchbox', { name: 'Find a metric' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violationsOf(page)).toEqual([]);
  });
});
