import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { serveRecord } from '../../test-programs/serve-record.js';

/** PEASY_LOAD_SECONDS=60 for the whole of it; a test run takes a part. */
const SECONDS = Number(process.env.PEASY_LOAD_SECONDS ?? 4);
/** So many straight into the file, and so many through a server. */
const EACH_WAY = 8;

vi.setConfig({ testTimeout: 120_000 + SECONDS * 3000 });

describe('sixteen processes that log at once', () => {
  it(`for ${SECONDS} s have every point that was acknowledged there, and exact`, async () => {
    const { server, store, file, reports } = await serveRecord();
    const gate = `${file}.gate`;
    const children: ChildProcess[] = [];
    for (let i = 0; i < EACH_WAY; i++) {
      for (const target of [file, server.url]) {
        children.push(startProgram('log-acknowledged', target, String(SECONDS), gate));
      }
    }
    await Promise.all(children.map(nextLine));
    const lines = children.map(nextLine);
    const codes = Promise.all(children.map(ended));
    writeFileSync(gate, '');
    const told = (await Promise.all(lines)).map(
      (line) => JSON.parse(line) as { runId: string; acknowledged: number },
    );
    expect(await codes).toEqual(children.map(() => 0));
    let points = 0;
    for (const { runId, acknowledged } of told) {
      expect(acknowledged).toBeGreaterThan(0);
      const [series] = store.points({ runs: [runId], keys: ['m'] });
      expect(series.step).toHaveLength(acknowledged);
      const wrong = series.step.findIndex(
        (step, i) => step !== i || series.value[i] !== i / 3 || series.time[i] !== 1000 + i,
      );
      expect(wrong).toBe(-1);
      expect(store.getRun(runId).metrics.m.count).toBe(acknowledged);
      points += acknowledged;
    }
    expect(store.health()).toMatchObject({ points, runs: 2 * EACH_WAY, problems: [] });
    expect(reports).toEqual([]);
    if (process.env.PEASY_LOAD_SECONDS) {
      process.stderr.write(`${points} points of ${told.length} processes in ${SECONDS} s\n`);
    }
  });
});
