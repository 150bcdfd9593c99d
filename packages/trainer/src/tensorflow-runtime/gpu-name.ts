import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DRIVER = '/proc/driver/nvidia/gpus';

/** The name of the first NVIDIA GPU whose driver is loaded, or undefined. */
export function gpuName(): string | undefined {
  try {
    const query = ['--query-gpu=name', '--format=csv,noheader'];
    const names = execFileSync('nvidia-smi', query, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return names.split('\n')[0].trim() || undefined;
  } catch {
    return nameByDriver();
  }
}

/** As the driver's own files say it, where nvidia-smi is not installed. */
function nameByDriver(): string | undefined {
  try {
    const [first] = readdirSync(DRIVER);
    return /^Model:\s*(.+)$/m.exec(readFileSync(join(DRIVER, first, 'information'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
