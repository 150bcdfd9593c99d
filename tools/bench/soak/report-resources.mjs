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
  const status = readStatus();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    time: Date.now(),
    residentBytes: rss,
    ownBytes: ownBytes(status),
    heapBytes: heapUsed,
    externalBytes: external,
    arrayBufferBytes: arrayBuffers,
    descriptors: countDescriptors(),
    handles: process.getActiveResourcesInfo().length,
    threads: fieldOf(status, 'Threads'),
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

/** Resident memory but for what is mapped from files. */
function ownBytes(status) {
  const [anonymous, shared] = [fieldOf(status, 'RssAnon'), fieldOf(status, 'RssShmem')];
  return anonymous === null || shared === null ? null : (anonymous + shared) * 1024;
}

/** A number of Linux' status of a program, in kB where it is memory. */
function fieldOf(status, name) {
  const line = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status);
  return line ? Number(line[1]) : null;
}

function readStatus() {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
