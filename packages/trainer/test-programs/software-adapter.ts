import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Where a Chromium lies with its SwiftShader; those of Playwright's downloads beside it. */
const CHROMIUMS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/opt/chromium.org/chromium',
];

const ICD = 'vk_swiftshader_icd.json';
const LOADER = 'libvulkan.so.1';

/** In glibc: a library that is loaded once stays. */
const RTLD_NODELETE = 0x1000;

/**
 * Makes Chromium's SwiftShader the adapter that WebGPU finds in this program, where there is one
 * and no driver is named: tests compute the same everywhere. VK_DRIVER_FILES names another one, a
 * real GPU's. To be called before Dawn is loaded.
 */
export function useSoftwareAdapter(): void {
  if (process.platform !== 'linux') return;
  if (process.env.VK_DRIVER_FILES || process.env.VK_ICD_FILENAMES) return;
  const folder = [...CHROMIUMS, ...downloaded()].find((path) => existsSync(join(path, ICD)));
  if (folder === undefined) return;
  process.env.VK_ICD_FILENAMES = join(folder, ICD);
  if (existsSync(join(folder, LOADER))) keepLoaded(join(folder, LOADER));
}

/** Puts Vulkan's loader into the program, where none is installed: Dawn asks for it by its name. */
function keepLoaded(library: string): void {
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch {
    // Node takes it for an addon, and refuses it once it is loaded.
  }
}

function downloaded(): string[] {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(process.env.HOME ?? '', '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache).flatMap((name) =>
    ['chrome-linux', 'chrome-linux64', 'chrome-headless-shell-linux64'].map((inner) =>
      join(cache, name, inner),
    ),
  );
}
