/**
 * Loaded with `--import` into a program whose memory is asked for: when it ends, it writes its peak
 * resident memory, in megabytes (1,000,000 bytes), into the file named by PEASY_BENCH_MEMORY.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.PEASY_BENCH_MEMORY;
if (file && isMainThread) {
  process.on('exit', () => writeFileSync(file, String((peakKibibytes() * 1024) / 1e6)));
}

/** Linux hands a program the peak of the one that started it in maxRSS; VmHWM is its own alone. */
function peakKibibytes() {
  try {
    const own = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (own) return Number(own[1]);
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS;
}
