import type { Page } from 'playwright-core';
import { config, peasy } from '../../apps/e2e/src/peasy.js';
import { HAS_REAL_PHOTOS, REAL_PHOTOS } from '../../apps/e2e/src/shared-photos.js';

/** Name that the page gives the measure in the browser's timeline (inside/slide-timing.ts). */
const MEASURE = 'peasy: slider to maps';
/** How long the page rests between two moves: nobody drags in steps without a pause. */
const REST_MS = 120;
/** As long as a move may take. */
const LIMIT_MS = 5000;
/** Both of the post's networks, and as many photos. */
const RUNS = ['cnn', 'dense'];
const PHOTOS = 2;
const EPOCHS = 8;
/** What a move is to take at most. */
const BAR_MS = 50;

/** The maps of both networks for two photos at another epoch, from the slider's input until they are drawn. */
export const epochSlider = {
  name: 'slider',
  title: `every map of ${RUNS.join(' and ')} for ${PHOTOS} photos at another epoch`,
  record: trainBoth,
  measure,
};

/**
 * Trains on the real photos where they are, else on drawn ones: what is computed is as much. Photos
 * are packed where the server will look for them: it would take longer than the page is waited for.
 */
async function trainBoth(folder: string): Promise<void> {
  for (const name of RUNS) {
    const photos = HAS_REAL_PHOTOS ? ['--data', REAL_PHOTOS] : [];
    const words = ['train', '--config', config(name), '--epochs', String(EPOCHS), ...photos];
    const { code, stderr } = await peasy(folder, words, { env: { PEASY_CACHE: undefined } });
    if (code !== 0) throw new Error(`Expected ${name} to be trained, got: ${stderr}`);
  }
}

async function measure({
  page,
  url,
  times,
}: {
  readonly page: Page;
  readonly url: string;
  readonly times: number;
}) {
  const first: number[] = [];
  const again: number[] = [];
  for (let time = 0; time < times; time++) {
    // Another page each time: this one knows the maps by now.
    await page.goto(`${url}/microscope?runs=${RUNS.join()}&epoch=0`);
    await page
      .locator('class-bars')
      .nth(RUNS.length * PHOTOS - 1)
      .waitFor();
    await page.waitForLoadState('networkidle');
    // Where a hand is before it moves anything.
    await page.getByRole('slider', { name: 'Epoch' }).hover();
    const last = Number(await page.getByRole('slider', { name: 'Epoch' }).getAttribute('max'));
    const there = Array.from({ length: last }, (_, i) => i + 1);
    first.push(...(await move(page, there)));
    again.push(...(await move(page, [...there.toReversed().map((place) => place - 1), ...there])));
  }
  return [
    { what: 'first visit: weights loaded ahead, maps computed', values: first, bar: BAR_MS },
    { what: 'again: maps known, drawn', values: again, bar: BAR_MS },
  ];
}

async function move(page: Page, places: readonly number[]): Promise<readonly number[]> {
  const slider = page.getByRole('slider', { name: 'Epoch' });
  const values: number[] = [];
  for (const place of places) {
    const to = { place, name: MEASURE, limit: LIMIT_MS, rest: REST_MS };
    values.push(await slider.evaluate(moveTo, to));
  }
  return values;
}

/** In the page: moves the slider as a hand does, and waits for the measure of that move. */
async function moveTo(
  input: Element,
  to: {
    readonly place: number;
    readonly name: string;
    readonly limit: number;
    readonly rest: number;
  },
): Promise<number> {
  performance.clearMeasures(to.name);
  (input as HTMLInputElement).value = String(to.place);
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  const start = performance.now();
  while (performance.getEntriesByName(to.name).length === 0) {
    if (performance.now() - start > to.limit) {
      throw new Error(`Expected the maps within ${to.limit} ms, got none.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const [{ duration }] = performance.getEntriesByName(to.name);
  await new Promise((resolve) => setTimeout(resolve, to.rest));
  return duration;
}
