import { type Browser, chromium } from 'playwright-core';

/** The browser that `npm test` found or installed; by itself, a test run takes what the variable names. */
const EXECUTABLE = process.env.PEASY_BROWSER;

export const HAS_BROWSER = EXECUTABLE !== undefined && EXECUTABLE !== '';

/** For the name of a suite that needs one. */
export const NEEDS_BROWSER = HAS_BROWSER
  ? ''
  : ' [needs a browser: npm test finds one, or set PEASY_BROWSER to its path]';

/**
 * Starts the browser without a window, and without the calls home that would fail here or tell on a test elsewhere.
 * @param more arguments that a test needs.
 */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      ...more,
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
