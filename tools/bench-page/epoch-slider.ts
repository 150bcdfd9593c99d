import type { Page } from 'playwright-core';

/** Name that the page gives the measure in the browser's timeline (inside/slide-timing.ts). */
const MEASURE = 'peasy: slider to maps';
/** How long the page rests between two moves: nobody drags in steps without a pause. */
const REST_MS = 120;
/** As long as a move may take. */
const LIMIT_MS = 5000;

/** Milliseconds from the slider's input until all maps of the place are drawn, move by move. */
export interface SliderTimes {
  /** Weights loaded ahead, maps of these photos never computed. */
  readonly firstVisits: readonly number[];
  /** Going over the same places again. */
  readonly revisits: readonly number[];
}

export interface SliderBench {
  /** Of `peasy serve`. */
  readonly url: string;
  /** Ids or names of the runs to put side by side. */
  readonly runs: readonly string[];
  /** Places of the photos in the set of the first run. */
  readonly photos: readonly number[];
}

/**
 * Goes through all epochs of some runs by the slider, twice, and takes the page's own measure of
 * each move. Weights are given time to be loaded ahead, as they are while somebody looks.
 */
export async function measureEpochSlider(
  page: Page,
  { url, runs, photos }: SliderBench,
): Promise<SliderTimes> {
  await page.goto(`${url}/microscope?runs=${runs.join()}&photos=${photos.join()}&epoch=0`);
  await page
    .locator('class-bars')
    .nth(runs.length * photos.length - 1)
    .waitFor();
  await page.waitForLoadState('networkidle');
  const slider = page.getByRole('slider', { name: 'Epoch' });
  const last = Number(await slider.getAttribute('max'));
  const there = Array.from({ length: last }, (_, i) => i + 1);
  const back = there.toReversed().map((place) => place - 1);
  const go = async (places: readonly number[]) => {
    const times: number[] = [];
    for (const place of places) {
      const move = { place, name: MEASURE, limit: LIMIT_MS, rest: REST_MS };
      times.push(await slider.evaluate(moveTo, move));
    }
    return times;
  };
  return { firstVisits: await go(there), revisits: await go([...back, ...there]) };
}

/** The smallest value that so large a share of all does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Runs in the page: moves the slider as a hand does, and waits for the measure of that move. */
async function moveTo(
  input: Element,
  move: {
    readonly place: number;
    readonly name: string;
    readonly limit: number;
    readonly rest: number;
  },
): Promise<number> {
  performance.clearMeasures(move.name);
  (input as HTMLInputElement).value = String(move.place);
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  const start = performance.now();
  while (performance.getEntriesByName(move.name).length === 0) {
    if (performance.now() - start > move.limit) {
      throw new Error(`Expected the maps within ${move.limit} ms, got none.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const [{ duration }] = performance.getEntriesByName(move.name);
  await new Promise((resolve) => setTimeout(resolve, move.rest));
  return duration;
}
