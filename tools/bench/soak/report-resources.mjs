/**
 * Loaded with `--import` into a program that is watched: every PEASY_BENCH_SAMPLE_SECONDS it appends
 * what the program holds, as one line of JSON (see sample.ts), to the file named by
 * PEASY_BENCH_SAMPLES. It collects garbage before it looks, so that what is counted is what is held.
 */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { PEASY_BENCH_SAMPLES: file, PEASY_BENCH_SAMPLE_SECONDS: seconds } = process.env;
if (file && isMainThread) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  setInterval(() => {
    collectGarbage();
    appendFileSync(file, `${JSON.stringify(look())}\n`);
  }, Number(seconds) * 1000).unref();
}

function look() {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    time: Date.now(),
    residentBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
    arrayBufferBytes: arrayBuffers,
    descriptors: countDescriptors(),
    handles: process.getActiveResourcesInfo().length,
    threads: countThreads(),
  };
}

/** Null where the system does not tell. */
function countDescriptors() {
  try {
    // Less the one that reads the folder.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return null;
  }
}

function countThreads() {
  try {
    const line = /^Threads:\s*(\d+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return line ? Number(line[1]) : null;
  } catch {
    return null;
  }
}
