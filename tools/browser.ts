import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedBrowsers, type Machine, playwrightBrowsers } from './browser/candidates.js';
import { isWorkingBrowser } from './browser/is-working-browser.js';
import { runCommand } from './run-command.js';
import { workspaceRoot } from './workspace-root.js';

/** A browser for the tests, or why there is none. */
export type BrowserSearch =
  | { readonly path: string; readonly origin: string }
  | { readonly path: undefined; readonly reason: string };

const DOWNLOAD_SECONDS = 180;
const PACKAGE_SECONDS = 300;

const machine: Machine = {
  platform: process.platform,
  home: homedir(),
  environment: process.env,
};

/**
 * Finds a Chromium that starts, or installs one: PEASY_BROWSER or CHROME_PATH, an installed
 * Chromium or Chrome, Playwright's cache, Playwright's download, Debian's package as root.
 */
export async function findBrowser(say: (line: string) => void): Promise<BrowserSearch> {
  for (const name of ['PEASY_BROWSER', 'CHROME_PATH']) {
    const path = process.env[name];
    if (!path) continue;
    if (await isWorkingBrowser(path)) return { path, origin: name };
    // A wish that cannot be met is not met with something else.
    return { path: undefined, reason: `${name} is ${path}, which does not start as a browser` };
  }
  const present =
    (await firstWorking(installedBrowsers(machine), 'installed')) ??
    (await firstWorking(playwrightBrowsers(machine), "Playwright's cache"));
  if (present) return present;
  say("No browser is installed. Downloading Playwright's headless Chromium...");
  const download = await downloadWithPlaywright();
  const downloaded = await firstWorking(playwrightBrowsers(machine), "Playwright's download");
  if (downloaded) return downloaded;
  const failed = download ?? 'what was downloaded does not start: system libraries are missing';
  if (!isRootOnDebian()) {
    return { path: undefined, reason: `none is installed, and ${failed}` };
  }
  say(`${failed}. Installing Debian's chromium...`);
  const packaged = await installDebianPackage();
  return (
    (await firstWorking(installedBrowsers(machine), "Debian's package")) ?? {
      path: undefined,
      reason: `none is installed, ${failed}, and ${packaged ?? "Debian's chromium does not start"}`,
    }
  );
}

async function firstWorking(
  paths: readonly string[],
  origin: string,
): Promise<BrowserSearch | undefined> {
  for (const path of paths) if (await isWorkingBrowser(path)) return { path, origin };
  return undefined;
}

/** Why it failed, or undefined. */
async function downloadWithPlaywright(): Promise<string | undefined> {
  const fromEndToEnd = createRequire(join(workspaceRoot, 'apps/e2e/package.json'));
  const cli = join(dirname(fromEndToEnd.resolve('playwright-core/package.json')), 'cli.js');
  const args = [cli, 'install', '--only-shell', 'chromium'];
  const { code, output } = await runCommand(process.execPath, args, {
    limitSeconds: DOWNLOAD_SECONDS,
  });
  if (code === 0) return undefined;
  return `Playwright's download failed (${code === null ? `not done after ${DOWNLOAD_SECONDS} s` : errorLine(output)})`;
}

function isRootOnDebian(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Why it failed, or undefined. */
async function installDebianPackage(): Promise<string | undefined> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const limits = { environment, limitSeconds: PACKAGE_SECONDS };
  const update = await runCommand('apt-get', ['update', '-q'], limits);
  const install = await runCommand(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    limits,
  );
  if (install.code === 0) return undefined;
  return `apt-get failed (${errorLine(install.output) || errorLine(update.output)})`;
}

/** What a tool's output says went wrong: its first error, or else its last line. */
function errorLine(output: string): string {
  const error = /^(?:Error|E): *(.+)$/m.exec(output)?.[1];
  return error ?? output.trim().split('\n').at(-1)?.trim() ?? '';
}
