import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What decides where a browser may be. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** Files that may be an installed Chromium or Chrome, the likeliest first; most of them are not there. */
export function installedBrowsers({ platform, home, environment }: Machine): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((name) =>
      ['/Applications', join(home, 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  if (platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA } = environment;
    return [ProgramFiles, environment['ProgramFiles(x86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
      ]);
  }
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

const CACHED_NAMES = new Set([
  'chrome-headless-shell',
  'chrome-headless-shell.exe',
  'headless_shell',
  'headless_shell.exe',
  'chrome',
  'chrome.exe',
  'Chromium',
  'Google Chrome for Testing',
]);

/** Deep enough for `chromium-1234/chrome-mac/Chromium.app/Contents/MacOS/Chromium`. */
const CACHE_DEPTH = 6;

/** Chromiums that Playwright has downloaded, the newest first. */
export function playwrightBrowsers(machine: Machine): string[] {
  const cache = playwrightCache(machine);
  return list(cache)
    .filter((entry) => entry.name.startsWith('chromium'))
    .sort((a, b) => b.name.localeCompare(a.name, 'en', { numeric: true }))
    .flatMap((entry) => findExecutables(join(cache, entry.name), CACHE_DEPTH));
}

/** Playwright's own rule for the place of its downloads. */
function playwrightCache({ platform, home, environment }: Machine): string {
  const chosen = environment.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen && chosen !== '0') return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'ms-playwright');
  if (platform === 'win32') {
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ms-playwright');
  }
  return join(environment.XDG_CACHE_HOME ?? join(home, '.cache'), 'ms-playwright');
}

function findExecutables(folder: string, depth: number): string[] {
  return list(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 1 ? findExecutables(path, depth - 1) : [];
    return CACHED_NAMES.has(entry.name) ? [path] : [];
  });
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not there, or not ours to read: then no browser is in it.
    return [];
  }
}
