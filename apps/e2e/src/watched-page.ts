import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A page of a context of its own. */
export interface WatchedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that it threw or wrote, as they come. */
  readonly complaints: string[];
}

/** Opens a page of 1440 by 900 pixels, and notes what it complains of. */
export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}
