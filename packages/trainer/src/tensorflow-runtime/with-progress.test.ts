import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withProgress } from './with-progress.js';

describe('withProgress()', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peasy-progress-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says how full the folder is until the work is done, and gives its result', async () => {
    writeFileSync(join(folder, 'wheel'), Buffer.alloc(2_000_000));
    let hear = (_line: string) => {};
    const heard = new Promise<string>((resolve) => {
      hear = resolve;
    });
    const work = heard.then((line) => `heard${line}`);
    expect(await withProgress(work, folder, hear, 5)).toBe('heard  2 MB so far');
  });

  it('passes on why the work failed, though the folder is not there', async () => {
    const work = sleep(30).then(() => Promise.reject(new Error('no space left')));
    const progress = withProgress(work, join(folder, 'none'), () => {}, 5);
    await expect(progress).rejects.toThrow('no space left');
  });
});
