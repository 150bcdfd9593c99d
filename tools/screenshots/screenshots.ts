import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { parseOptions, type ScreenshotOptions, type Theme, USAGE } from './options.js';
import { serveRecord } from './served-record.js';
import { settled } from './settled.js';
import { type ViewName, viewOf } from './views.js';

/** `npm run screenshots`: pictures of every view of the page over a record, by width and theme, to be looked at. */

const SCREEN_HEIGHT = 900;
const PHONE_HEIGHT = 844;
const PHONE_WIDTH = 480;
/** A whole view is cut off here: a browser draws no larger picture. */
const TALLEST = 12_000;

const options = optionsOrUsage();
if (options?.help) console.log(USAGE);
else if (options) await main(options);

function optionsOrUsage(): ScreenshotOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`screenshots: ${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function main({ source, to, views, widths, themes, ...more }: ScreenshotOptions) {
  const search = await findBrowser(console.log);
  if (search.path === undefined)
    throw new Error(`No browser to take pictures with: ${search.reason}`);
  mkdirSync(to, { recursive: true });
  const served = 'db' in source ? await serveRecord(source.db) : { ...source, stop: () => {} };
  const browser = await chromium.launch({ executablePath: search.path, args: ['--no-sandbox'] });
  try {
    const runs = more.runs.length > 0 ? more.runs : await trainedRuns(served.url);
    for (const view of views) {
      for (const width of widths) {
        for (const theme of themes) {
          const file = join(to, `${view}-${width}-${theme}.png`);
          await takePicture(browser, {
            ...{ url: served.url, view, width, theme, runs, file },
            whole: more.whole,
          });
          console.log(file);
        }
      }
    }
  } finally {
    await browser.close();
    served.stop();
  }
}

interface Wanted {
  readonly url: string;
  readonly view: ViewName;
  readonly width: number;
  readonly theme: Theme;
  readonly runs: readonly string[];
  readonly file: string;
  readonly whole: boolean;
}

async function takePicture(
  browser: Browser,
  { url, view, width, theme, runs, file, whole }: Wanted,
): Promise<void> {
  const isPhone = width <= PHONE_WIDTH;
  const height = isPhone ? PHONE_HEIGHT : SCREEN_HEIGHT;
  const context = await browser.newContext({
    ...{ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' },
    ...{ hasTouch: isPhone, isMobile: isPhone },
  });
  const page = await context.newPage();
  const { address, prepare } = viewOf(view);
  await page.goto(url + address(runs));
  await page.getByRole('main').getByText(/\w/).first().waitFor();
  await prepare?.(page);
  let picture = await settled(page);
  if (whole) {
    // What is below begins when it is seen, so the screen is made as tall as the view.
    for (let turn = 0; turn < 2; turn++) {
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.min(TALLEST, Math.max(height, tall)) });
      picture = await settled(page);
    }
  }
  writeFileSync(file, picture);
  await context.close();
}

/** The newest two runs whose networks are here, the one with fewer parameters first. */
async function trainedRuns(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/runs?limit=200`);
  const { runs } = (await answer.json()) as {
    runs: {
      id: string;
      parameters: number;
      metrics: Record<string, unknown>;
      multiplyAdds: number;
    }[];
  };
  return runs
    .filter(({ multiplyAdds, metrics }) => multiplyAdds > 0 && 'testAccuracy' in metrics)
    .slice(0, 2)
    .sort((a, b) => a.parameters - b.parameters)
    .map(({ id }) => id);
}
