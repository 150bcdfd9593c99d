import path from 'node:path';
import { build, type Rollup } from 'vite';
import { describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { type StepsOutcome, trainSteps } from '../src/train-steps.js';

/** The training steps as one module for a page, the kernels inside. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@peasy/source', 'module', 'browser'] },
    build: {
      write: false,
      minify: false,
      // One file, dynamic imports included.
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry: path.resolve(import.meta.dirname, '../src/train-steps.ts'), formats: ['es'] },
    },
  });
  const [{ output }] = built as Rollup.RollupOutput[];
  return output[0].code;
}

describe.skipIf(!HAS_BROWSER)(`the kernels in a page${NEEDS_BROWSER}`, () => {
  it('train to the very bits that they train to in Node', async () => {
    const code = await bundle();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      // A module for the page only: Vite would rewrite an import() that stands in this file.
      const whole = `${code}\nglobalThis.outcome = trainSteps(4);`;
      await page.addScriptTag({ type: 'module', content: whole });
      await page.waitForFunction(() => 'outcome' in globalThis);
      const inPage = await page.evaluate(
        () => (globalThis as unknown as { outcome: Promise<StepsOutcome> }).outcome,
      );
      expect(inPage.losses).toHaveLength(4);
      expect(inPage).toEqual(await trainSteps(4));
    } finally {
      await browser.close();
    }
  });
});
