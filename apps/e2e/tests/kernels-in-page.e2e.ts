import { readFileSync } from 'node:fs';
import { type CompileOptions, NETWORKS, networkOf, parseRunConfig } from '@peasy/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { ModuleServer } from '../src/module-server.js';
import { config } from '../src/peasy.js';
import {
  type MapsTiming,
  type StepsJob,
  type StepsOutcome,
  timeMaps,
  trainSteps,
} from '../src/train-steps.js';

/** What a page may load to compute with the kernels: wasm and script, gzipped. */
const MOST_BYTES = 60_000;
/** What the maps of one photo may take in a page. */
const MOST_MILLISECONDS = 5;
/** The best of many: this machine may be busy with something else for most of them. */
const REPEATS = 400;

const shape = [32, 32, 3] as const;
const options: CompileOptions = {
  seed: 5,
  batchSize: 16,
  loss: 'categoricalCrossentropy',
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
};

/** The networks of configs/ with what they are trained with. */
const modern = parseRunConfig(JSON.parse(readFileSync(config('cnn-modern'), 'utf8')));
const JOBS: Readonly<Record<string, StepsJob>> = {
  cnn: { network: NETWORKS.cnn(shape, 2), options, steps: 4 },
  dense: { network: NETWORKS.dense(shape, 2), options, steps: 4 },
  'cnn-modern': {
    network: networkOf(modern, shape, 2),
    options: {
      seed: modern.seed,
      batchSize: 24,
      loss: modern.loss,
      optimizer: modern.optimizer,
      labelSmoothing: modern.labelSmoothing,
      augmentation: modern.augmentation,
    },
    steps: 3,
  },
};

describe.skipIf(!HAS_BROWSER)(`the kernels in a page${NEEDS_BROWSER}`, () => {
  let browser: Browser;
  let server: ModuleServer;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await ModuleServer.start('train-steps');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** What a function of the served module answers in a new page. */
  async function inPage<Result>(name: string, ...given: unknown[]): Promise<Result> {
    const page = await openPage(server);
    try {
      // Not imported here: Vite would rewrite an import() that stands in this file.
      return await page.evaluate(
        ([called, values]) =>
          (globalThis as unknown as Loaded).loaded[called as string](...(values as unknown[])),
        [name, given],
      );
    } finally {
      await page.close();
    }
  }

  async function openPage(from: ModuleServer): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(from.url);
    await page.waitForFunction(() => 'loaded' in globalThis);
    return page;
  }

  it.each(Object.keys(JOBS))(
    '%s trains to the very bits that it trains to in Node, and shows the same maps',
    async (name) => {
      const job = JOBS[name];
      const outcome = await inPage<StepsOutcome>(trainSteps.name, job);
      expect(outcome.losses).toHaveLength(job.steps);
      expect(Object.keys(outcome.maps)).toEqual(job.network.layers.map((layer) => layer.name));
      const { device, ...expected } = await trainSteps(job);
      expect(outcome).toEqual({ ...expected, device: 'cpu (wasm simd128, 1 thread)' });
      expect(device).toContain('wasm simd128');
    },
  );

  it.each(Object.keys(JOBS))(
    '%s tells how long all maps of one photo take: under 5 ms with the networks of the post',
    async (name) => {
      const { network, options: trained } = JOBS[name];
      const job = { network, options: trained };
      const timing = await inPage<MapsTiming>(timeMaps.name, job, REPEATS);
      const { bestMilliseconds, middleMilliseconds } = timing;
      console.info(
        `${name} in a page, all maps of one photo: best ${bestMilliseconds.toFixed(2)} ms, middle ${middleMilliseconds.toFixed(2)} ms`,
      );
      // The bar is the post's networks'; a modern one computes a hundred times as much as its CNN.
      if (name !== 'cnn-modern') expect(bestMilliseconds).toBeLessThan(MOST_MILLISECONDS);
      expect(bestMilliseconds).toBeGreaterThan(0);
    },
  );

  it('weigh less than 60 kB, gzipped, wasm and script together', async () => {
    const alone = await ModuleServer.start('page-kernels');
    const page = await openPage(alone);
    try {
      const device = await page.evaluate(
        ([network, compileOptions]) =>
          (globalThis as unknown as Loaded).loaded.deviceOf(network, compileOptions),
        [JOBS.cnn.network, options],
      );
      expect(device).toBe('cpu (wasm simd128, 1 thread)');
      const bytes = alone.askedBytes();
      const whole = Object.values(bytes).reduce((sum, one) => sum + one, 0);
      console.info(`kernels in a page, gzipped: ${whole} bytes, ${JSON.stringify(bytes)}`);
      expect(Object.keys(bytes).length).toBeGreaterThan(1);
      expect(whole).toBeGreaterThan(10_000);
      expect(whole).toBeLessThan(MOST_BYTES);
    } finally {
      await page.close();
      await alone.stop();
    }
  });
});

/** What a page of a ModuleServer has. */
interface Loaded {
  readonly loaded: Readonly<Record<string, (...given: unknown[]) => Promise<never>>>;
}
