import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore, type Store } from './store.js';

async function recordWithRun(): Promise<{ store: Store; folder: string; runId: string }> {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const logger = store.startRun(sampleStart());
  logger.logMetrics(
    [0, 1, 2].map((step) => ({ key: 'loss', step, epoch: 1, value: step / 3, time: 1 })),
  );
  const bytes = new TextEncoder().encode('what was seen');
  await logger.saveArtifact({ path: 'notes/seen.txt', mediaType: 'text/plain', bytes });
  await logger.finish('finished');
  return { store, folder, runId: logger.runId };
}

describe('backUp()', () => {
  it('makes a record of its own, equal to the one that it was made of', async () => {
    const { store, folder, runId } = await recordWithRun();
    const file = join(folder, 'backups', 'monday.db');
    const copied = store.backUp(file);
    expect(copied).toMatchObject({ file, runs: 1, artifacts: 1, artifactBytes: 13 });
    const [run, series] = [store.getRun(runId), store.series([runId])];
    store.close();
    // The old one is lost, and the copy is what there is.
    for (const name of readdirSync(folder)) {
      if (name !== 'backups') rmSync(join(folder, name), { recursive: true });
    }
    const restored = openStore({ file, mustExist: true });
    expect(restored.getRun(runId)).toEqual(run);
    expect(restored.series([runId])).toEqual(series);
    expect(new TextDecoder().decode(restored.artifactBytes(runId, 'notes/seen.txt'))).toBe(
      'what was seen',
    );
    expect(restored.health().problems).toEqual([]);
    restored.startRun(sampleStart());
    restored.close();
  });

  it('is of one moment, while another process goes on writing', async () => {
    const file = join(temporaryFolder(), 'peasy.db');
    const child = startProgram('log-until-killed', file);
    const runId = await nextLine(child);
    await sleep(1200);
    const store = openStore({ file });
    const copies = [1, 2, 3].map((i) => store.backUp(`${file}.${i}.db`).file);
    const after = store.series([runId], ['stepLoss'])[0];
    child.kill('SIGKILL');
    await ended(child);
    store.close();
    for (const copy of copies) {
      const restored = openStore({ file: copy });
      const [series] = restored.series([runId], ['stepLoss']);
      const count = series.step.length;
      expect(count).toBeGreaterThan(0);
      expect(series.step).toEqual(after.step.slice(0, count));
      expect(series.value).toEqual(after.value.slice(0, count));
      expect(restored.getRun(runId).metrics.stepLoss.count).toBe(count);
      expect(restored.health().problems).toEqual([]);
      restored.close();
    }
  });

  it('overwrites nothing', async () => {
    const { store, folder } = await recordWithRun();
    const file = join(folder, 'there.db');
    writeFileSync(file, 'mine');
    expect(() => store.backUp(file)).toThrow(`There is ${file} already. Name another file`);
    expect(() => store.backUp(store.file)).toThrow('already');
    store.close();
  });

  it('leaves no half of a copy where an artifact is gone', async () => {
    const { store, folder } = await recordWithRun();
    rmSync(join(folder, 'peasy-artifacts'), { recursive: true });
    const file = join(folder, 'half.db');
    expect(() => store.backUp(file)).toThrow(/of an artifact is gone/);
    expect(readdirSync(folder).filter((name) => name.startsWith('half'))).toEqual([]);
    expect(existsSync(file)).toBe(false);
    store.close();
  });
});
