import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../../src/browser.js';
import { recordManyRuns } from '../../src/large-records.js';
import { machineSlowness } from '../../src/machine-share.js';
import { PageWeight } from '../../src/page-weight.js';
import { emptyFolder } from '../../src/peasy.js';
import { Server } from '../../src/served-page.js';
import { openWatchedPage } from '../../src/watched-page.js';

/** A record of some months. */
const RUNS = 300;
/** Milliseconds from the navigation to the answer to a first tick, on a machine that does nothing else. */
const USABLE_MS = 1000;
/** Milliseconds beyond 50 of each task that a page may not answer in. */
const BLOCKED_MS = 300;
/** Other programs may take the machine for a while: one good load of so many says what the page can. */
const TRIES = 6;
/** Compressed by gzip. */
const BYTES = 300_000;
const REQUESTS = 40;

/** What a first look at a page took. */
interface Load {
  readonly usableMs: number;
  readonly blockedMs: number;
  /** How much longer things took for what else the machine did. */
  readonly slowness: number;
  readonly bytes: number;
  readonly addresses: readonly string[];
}

describe.skipIf(!HAS_BROWSER)(`the page's budgets over ${RUNS} runs${NEEDS_BROWSER}`, () => {
  const folder = emptyFolder();
  let browser: Browser;
  let server: Server;
  beforeAll(async () => {
    await recordManyRuns(folder, RUNS);
    browser = await launchBrowser();
    server = await Server.start(folder);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Opens the runs in a browser that has nothing of the page yet, and ticks the first of them. */
  async function firstLook(): Promise<Load> {
    const { context, page, complaints } = await openWatchedPage(browser);
    const weight = new PageWeight(page);
    const before = machineSlowness();
    await page.addInitScript(countBlocked);
    await page.goto(`${server.url}/runs`, { waitUntil: 'commit' });
    const usableMs = await page.evaluate(answeredTick);
    const slowness = (before + machineSlowness()) / 2;
    await page.getByRole('link', { name: 'Compare' }).first().waitFor();
    const blockedMs = await page.evaluate(
      () => (globalThis as unknown as { blockedMs: number }).blockedMs,
    );
    const bytes = await weight.gzipped();
    await context.close();
    expect(complaints).toEqual([]);
    return { usableMs, blockedMs, slowness, bytes, addresses: weight.addresses };
  }

  it('answers the first tick within a second, in few requests and less than 300 kB, none to another machine', async () => {
    const loads: Load[] = [];
    const isGood = ({ usableMs, blockedMs, slowness }: Load) =>
      usableMs < USABLE_MS * slowness && blockedMs < BLOCKED_MS * slowness;
    while (loads.length < TRIES && !loads.some(isGood)) {
      const load = await firstLook();
      loads.push(load);
      expect(load.bytes).toBeGreaterThan(10_000);
      expect(load.bytes).toBeLessThan(BYTES);
      expect(load.addresses.length).toBeLessThan(REQUESTS);
      expect(load.addresses.filter((url) => !url.startsWith(server.url))).toEqual([]);
      expect(load.addresses.filter((url) => /lab-view|microscope-view/.test(url))).toEqual([]);
    }
    console.info(
      `${RUNS} runs, from the navigation to a ticked row: ${loads
        .map(
          ({ usableMs, blockedMs, slowness }) =>
            `${usableMs.toFixed(0)} ms (${blockedMs.toFixed(0)} blocked, machine ${slowness.toFixed(1)} times slower than idle)`,
        )
        .join(
          ', ',
        )}; ${(loads[0].bytes / 1000).toFixed(0)} kB gzipped, ${loads[0].addresses.length} requests`,
    );
    expect(loads.filter(isGood)).toHaveLength(1);
  }, 60_000);
});

/** In the page: adds up how long its tasks kept it from answering. */
function countBlocked(): void {
  const counted = globalThis as unknown as { blockedMs: number };
  counted.blockedMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) counted.blockedMs += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * In the page: ticks the first run as soon as it is there; milliseconds from the navigation to the
 * frame that shows it selected. What drives the browser would take a third of a second to find it.
 */
async function answeredTick(): Promise<number> {
  const app = () => document.querySelector('peasy-app')?.shadowRoot;
  const table = () =>
    app()?.querySelector('runs-view')?.shadowRoot?.querySelector('runs-table')?.shadowRoot;
  const box = () => table()?.querySelector<HTMLInputElement>('#row-0 input');
  while (!box()) await new Promise(requestAnimationFrame);
  box()?.click();
  while (!table()?.querySelector('#row-0.selected')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now();
}
