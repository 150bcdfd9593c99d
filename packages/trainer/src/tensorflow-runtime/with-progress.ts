import { folderBytes } from '../native-installs/folder-bytes.js';

/** Between two lines. */
const MILLISECONDS = 10_000;

/** Waits for what fills a folder, and says from time to time how full it is. */
export async function withProgress<T>(
  work: Promise<T>,
  folder: string,
  say: (line: string) => void,
  milliseconds = MILLISECONDS,
): Promise<T> {
  const timer = setInterval(async () => {
    // A file may be moved away while it is counted; the next line has it.
    const bytes = await folderBytes(folder).catch(() => undefined);
    if (bytes !== undefined) say(`  ${Math.round(bytes / 1e6)} MB so far`);
  }, milliseconds);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
