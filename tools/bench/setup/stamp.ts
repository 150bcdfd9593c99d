import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const STAMP = 'installed.json';

/** Whether the folder holds exactly this, installed to the end. */
export async function isInstalled(folder: string, wanted: unknown): Promise<boolean> {
  const found = await readFile(join(folder, STAMP), 'utf8').catch(() => undefined);
  return found === JSON.stringify(wanted);
}

/** Says that the folder holds this; written last, so that a set-up that was broken off is done again. */
export async function markInstalled(folder: string, installed: unknown): Promise<void> {
  await writeFile(join(folder, STAMP), JSON.stringify(installed));
}
