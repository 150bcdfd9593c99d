import type { Page } from 'playwright-core';

/** Milliseconds between two pictures that have to be the same, and until they count as they are. */
const PAUSE_MS = 400;
const LIMIT_MS = 45_000;

/** Waits until a view has its letters, says of nothing that it is under way, and no longer moves. */
export async function settled(page: Page): Promise<Buffer> {
  const end = Date.now() + LIMIT_MS;
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // What is computed in the page begins a second after the view.
  await page.waitForTimeout(3 * PAUSE_MS);
  let before = await page.screenshot();
  for (;;) {
    await page.waitForTimeout(PAUSE_MS);
    const after = await page.screenshot();
    const isStill =
      before.equals(after) &&
      (await page.getByRole('status').filter({ hasText: /…\s*$/ }).count()) === 0;
    if (isStill || Date.now() > end) return after;
    before = after;
  }
}
