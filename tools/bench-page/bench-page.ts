import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { describeMachine, machineLine } from '../bench/machine.js';
import { formatTable } from '../bench/table.js';
import { percentile } from '../bench-tracker/percentile.js';
import { findBrowser } from '../browser.js';
import { serveRecord } from '../screenshots/served-record.js';
import type { Figure, Measurement } from './measurement.js';
import { MEASUREMENTS } from './measurements.js';
import { type PageBenchOptions, parseOptions, usage } from './options.js';

/** `npm run bench:page`: how quick the built page is over large records, in a browser. */

const NAMES = MEASUREMENTS.map(({ name }) => name);
const options = optionsOrUsage();
if (options?.help) console.log(usage(NAMES));
else if (options) await main(options);

function optionsOrUsage(): PageBenchOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2), NAMES);
  } catch (error) {
    console.error(`bench:page: ${(error as Error).message}\n\n${usage(NAMES)}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function main({ only, times, json }: PageBenchOptions): Promise<void> {
  const machine = await describeMachine();
  const search = await findBrowser(console.error);
  if (search.path === undefined) throw new Error(`No browser to measure in: ${search.reason}`);
  const browser = await chromium.launch({
    executablePath: search.path,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const results: { measurement: Measurement; figures: readonly Figure[] }[] = [];
  try {
    for (const measurement of MEASUREMENTS.filter(({ name }) => only.includes(name))) {
      console.error(`bench:page: ${measurement.title}...`);
      results.push({ measurement, figures: await run(browser, measurement, times) });
    }
    const where = { machine, browser: browser.version(), times };
    if (json) {
      const parts = results.map(({ measurement, figures }) => ({
        ...{ name: measurement.name, title: measurement.title, figures },
      }));
      console.log(JSON.stringify({ ...where, parts }, null, 2));
      return;
    }
    console.log(`${machineLine(machine)}; Chromium ${where.browser}, without a GPU`);
  } finally {
    await browser.close();
  }
  for (const { measurement, figures } of results) console.log(`\n${tableOf(measurement, figures)}`);
}

async function run(
  browser: Browser,
  { record, measure }: Measurement,
  times: number,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'peasy-bench-page-'));
  try {
    await record(folder);
    const served = await serveRecord(join(folder, 'peasy.db'));
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      // tsx names functions by a helper, which those that run in the page miss there.
      await page.addInitScript('globalThis.__name = (named) => named');
      const figures = await measure({ browser, page, url: served.url, times });
      await page.close();
      return figures;
    } finally {
      served.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tableOf({ title }: Measurement, figures: readonly Figure[]): string {
  const rows = figures.map(({ what, values, bar }) => {
    const at = (share: number) => percentile(values, share).toFixed(1);
    const isMet = bar === undefined || percentile(values, 1) <= bar;
    return [
      ...[what, at(0.5), at(0.95), at(1), String(values.length)],
      bar === undefined ? '' : `${bar}, ${isMet ? 'met' : 'not met'}`,
    ];
  });
  return formatTable([title, 'p50, ms', 'p95, ms', 'most, ms', 'times', 'bar, ms'], rows);
}
