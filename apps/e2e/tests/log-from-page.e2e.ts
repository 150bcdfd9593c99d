import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeNetwork, NETWORKS, type RunStart } from '@peasy/core';
import { createServer, openStore } from '@peasy/tracker';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import type { logFromPage } from '../src/log-from-page.js';
import { emptyFolder } from '../src/peasy.js';

const VALUES = [0.1, Number.NaN, Infinity, -Infinity, 5e-324];

/** A page of one module, built as the dashboard is, in a folder that a server shows. */
async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@peasy/source', 'module', 'browser'] },
    build: {
      outDir: folder,
      target: 'es2022',
      rolldownOptions: {
        input: path.join(import.meta.dirname, '../src/log-from-page.ts'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'assets/page.js' },
      },
    },
  });
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>A page</title><script type="module" src="/assets/page.js"></script>',
  );
}

function start(): RunStart {
  const network = NETWORKS.dense([32, 32, 3], 2);
  const { parameters, multiplyAdds } = describeNetwork(network);
  return {
    ...{ name: 'from a page', experiment: 'pages', engine: 'kernels', device: 'page' },
    ...{ dataset: { name: 'drawn', digest: 'd' }, classes: ['cat', 'dog'], network, parameters },
    ...{ multiplyAdds, epochsPlanned: 1, params: { epochs: 1 }, environment: {} },
    split: {
      ...{ kind: 'holdout', digest: 'a', train: 1, validation: 0, test: 0 },
      ...{ testAlsoTrained: 0, validationAlsoTrained: 0 },
    },
  };
}

describe.skipIf(!HAS_BROWSER)(`the client in a page${NEEDS_BROWSER}`, () => {
  it("logs a run to the page's own server: points, weights and files, exact", async () => {
    const folder = emptyFolder();
    await buildPage(folder);
    const store = openStore({ file: path.join(folder, 'peasy.db') });
    const server = await createServer({ store, dashboardFolder: folder, port: 0 });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await page.goto(server.url);
      await page.waitForFunction(() => 'logFromPage' in globalThis);
      const { id, name } = await page.evaluate(
        ([given, values]) =>
          (globalThis as unknown as { logFromPage: typeof logFromPage }).logFromPage(given, values),
        [start(), VALUES] as const,
      );
      expect(errors).toEqual([]);
      const run = store.getRun(id);
      expect([run.name, run.status, name]).toEqual(['from a page', 'finished', 'from a page']);
      const [{ value }] = store.points({ runs: [id], keys: ['loss'] });
      expect([...value]).toEqual(VALUES);
      const weights = store.snapshotWeights(run.snapshots[0].id);
      expect([...weights.get('w')!.values]).toEqual([1, -0, Number.NaN]);
      const text = new TextDecoder().decode(store.artifactBytes(id, 'a/b.txt'));
      expect(text).toBe('from a page');
    } finally {
      await browser.close();
      await server.close();
      store.close();
    }
  });
});
