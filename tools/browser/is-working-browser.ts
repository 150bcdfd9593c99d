import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.js';

const LIMIT_SECONDS = 30;

/**
 * Whether the file is a browser that starts here. It loads a page rather than say its version: a
 * download without its system libraries, or Ubuntu's stub for a snap, is a file that does not start.
 */
export async function isWorkingBrowser(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const profile = mkdtempSync(join(tmpdir(), 'peasy-browser-'));
  try {
    const { code, output } = await runCommand(
      path,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        `--user-data-dir=${profile}`,
        '--dump-dom',
        'data:text/html,<p id=peasy>',
      ],
      { limitSeconds: LIMIT_SECONDS },
    );
    return code === 0 && output.includes('id="peasy"');
  } finally {
    // A child of the browser may still be writing its last file.
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
