import type { Locator, Page } from 'playwright-core';
import { MainThread } from './main-thread.js';

/** What a moving cursor costs. */
export interface CursorCost {
  /** From frame to frame while it moves, in milliseconds. */
  readonly frames: readonly number[];
  /** Of the main thread, in milliseconds a move. */
  readonly perMove: number;
}

/** Moves the cursor over a chart, once a frame, up and down across its curves. */
export async function moveCursor(page: Page, chart: Locator, moves: number): Promise<CursorCost> {
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error('Expected a chart in sight, got none.');
  const at = (move: number) =>
    [
      box.x + 80 + ((move * 9) % (box.width - 120)),
      box.y + 40 + ((move * 37) % (box.height - 90)),
    ] as const;
  await page.mouse.move(...at(0));
  const thread = await MainThread.of(page);
  await page.evaluate(startFrames);
  const worked = await thread.during(async () => {
    for (let move = 1; move <= moves; move++) {
      await page.mouse.move(...at(move));
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  });
  return { frames: await page.evaluate(stopFrames), perMove: worked / moves };
}

/** In the page: notes the time of every frame. */
function startFrames(): void {
  const noted = { times: [] as number[], isOn: true };
  Object.assign(globalThis, { notedFrames: noted });
  const next = (now: number) => {
    noted.times.push(now);
    if (noted.isOn) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** In the page: milliseconds between the frames. */
function stopFrames(): number[] {
  const { notedFrames } = globalThis as unknown as {
    notedFrames: { times: number[]; isOn: boolean };
  };
  notedFrames.isOn = false;
  return notedFrames.times.slice(1).map((time, i) => time - notedFrames.times[i]);
}
