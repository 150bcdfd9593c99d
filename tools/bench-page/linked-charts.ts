import path from 'node:path';
import { startOf } from '../../apps/e2e/src/large-records.js';
import { openStore } from '../../packages/tracker/src/index.js';
import type { Bench, Figure, Measurement } from './measurement.js';
import { moveCursor } from './move-cursor.js';

const RUNS = 20;
const POINTS = 2000;
const METRICS = Array.from({ length: 24 }, (_, i) => `layer${i}/weightNorm`);
const MOVES = 60;

/** 24 charts of 20 runs with one cursor. */
export const linkedCharts: Measurement = {
  name: 'charts',
  title: `${METRICS.length} charts of ${RUNS} runs with one cursor`,
  record,
  measure,
};

async function record(folder: string): Promise<void> {
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  for (let run = 0; run < RUNS; run++) {
    const logger = store.startRun({ ...startOf(run), name: `linked-${run}` });
    for (const [i, key] of METRICS.entries()) {
      logger.logMetrics(
        Array.from({ length: POINTS }, (_, step) => ({
          ...{ key, step, epoch: (step + 1) / 100, time: 1.7e12 + step * 90 },
          value: 5 + run / 4 + Math.sin(step / (40 + i)) + ((step * 7919) % 101) / 200,
        })),
      );
    }
    await logger.flush();
    await logger.finish('finished');
  }
  store.close();
}

async function measure({ page, url, times }: Bench): Promise<readonly Figure[]> {
  const runs = Array.from({ length: RUNS }, (_, i) => `linked-${i}`).join();
  const metrics = METRICS.map(encodeURIComponent).join();
  const frames: number[] = [];
  const perMove: number[] = [];
  for (let time = 0; time < times; time++) {
    await page.goto(`${url}/compare?runs=${runs}&x=step&metric=${metrics}`);
    const chart = page.getByRole('slider', { name: `${METRICS[0]} cursor` });
    await chart.waitFor();
    await page.waitForTimeout(3000);
    const cost = await moveCursor(page, chart, MOVES);
    frames.push(...cost.frames);
    perMove.push(cost.perMove);
  }
  return [
    { what: 'frame to frame under the cursor', values: frames, bar: 50 },
    { what: 'main thread for a move of the cursor', values: perMove },
  ];
}
