import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedBrowsers, playwrightBrowsers } from './candidates.js';

describe('installedBrowsers()', () => {
  it('looks for Chromium, then Chrome, along the PATH on Linux', () => {
    const paths = installedBrowsers({
      platform: 'linux',
      home: '/home/a',
      environment: { PATH: '/usr/local/bin:/usr/bin' },
    });
    expect(paths.slice(0, 2)).toEqual(['/usr/local/bin/chromium', '/usr/bin/chromium']);
    expect(paths).toContain('/usr/bin/google-chrome');
  });

  it('looks into both folders of applications on macOS', () => {
    const paths = installedBrowsers({ platform: 'darwin', home: '/Users/a', environment: {} });
    expect(paths).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(paths).toContain('/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  it('looks only into the program folders that Windows names', () => {
    const environment = { ProgramFiles: 'P', LOCALAPPDATA: 'L' };
    const paths = installedBrowsers({ platform: 'win32', home: 'H', environment });
    expect(paths).toContain(join('P', 'Google', 'Chrome', 'Application', 'chrome.exe'));
    expect(paths).toContain(join('L', 'Chromium', 'Application', 'chrome.exe'));
    expect(paths.length).toBe(4);
  });
});

describe('playwrightBrowsers()', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'peasy-home-'));
  });

  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  function place(path: string): string {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    return file;
  }

  it('finds headless shells and Chromiums, the newest first', () => {
    const older = place('.cache/ms-playwright/chromium-999/chrome-linux/chrome');
    const newer = place(
      '.cache/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    );
    place('.cache/ms-playwright/firefox-1400/firefox/chrome');
    place('.cache/ms-playwright/chromium-1200/chrome-mac/LICENSE');
    const machine = { platform: 'linux', home, environment: {} } as const;
    expect(playwrightBrowsers(machine)).toEqual([newer, older]);
  });

  it('follows PLAYWRIGHT_BROWSERS_PATH', () => {
    const shell = place('elsewhere/chromium_headless_shell-1200/x/chrome-headless-shell');
    const environment = { PLAYWRIGHT_BROWSERS_PATH: join(home, 'elsewhere') };
    expect(playwrightBrowsers({ platform: 'linux', home, environment })).toEqual([shell]);
  });

  it('finds none where there is no cache', () => {
    expect(playwrightBrowsers({ platform: 'linux', home, environment: {} })).toEqual([]);
  });
});
