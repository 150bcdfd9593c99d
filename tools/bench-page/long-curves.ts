import type { Page } from 'playwright-core';
import { recordLongRuns } from '../../apps/e2e/src/large-records.js';
import { MainThread } from './main-thread.js';
import type { Bench, Figure, Measurement } from './measurement.js';
import { moveCursor } from './move-cursor.js';

const RUNS = 20;
const STEPS = 100_000;
const NAMES = Array.from({ length: RUNS }, (_, i) => `long-${i}`).join();
const MOVES = 60;

/** 20 runs of 100,000 points each in one chart: drawn, zoomed by a drag, and under the cursor. */
export const longCurves: Measurement = {
  name: 'curves',
  title: `${RUNS} runs of ${STEPS.toLocaleString('en-US')} points in one chart`,
  record: (folder) => recordLongRuns(folder, RUNS, STEPS),
  measure,
};

async function measure({ page, url, times }: Bench): Promise<readonly Figure[]> {
  const drawn: number[] = [];
  const first: number[] = [];
  const refined: number[] = [];
  const zoomWork: number[] = [];
  const frames: number[] = [];
  const perMove: number[] = [];
  const chart = page.getByRole('slider', { name: 'Loss cursor' });
  for (let time = 0; time < times; time++) {
    await page.goto(`${url}/compare?runs=${NAMES}&x=step&metric=loss`);
    drawn.push(await page.evaluate(drawnAfterAnswer));
    // What is below the curves comes a second later, and is not what is measured.
    await page.waitForTimeout(2500);
    const cost = await moveCursor(page, chart, MOVES);
    frames.push(...cost.frames);
    perMove.push(cost.perMove);
    const thread = await MainThread.of(page);
    zoomWork.push(
      await thread.during(async () => {
        const zoom = await zoomByDrag(page);
        first.push(zoom.first);
        refined.push(zoom.refined);
      }),
    );
  }
  return [
    { what: "drawn, from the server's answer", values: drawn, bar: 300 },
    { what: 'zoomed, first frame', values: first, bar: 50 },
    { what: "zoomed, with the server's answer", values: refined, bar: 300 },
    { what: 'main thread for a zoom, both frames', values: zoomWork },
    { what: 'frame to frame under the cursor', values: frames, bar: 50 },
    { what: 'main thread for a move of the cursor', values: perMove },
  ];
}

async function zoomByDrag(page: Page): Promise<{ first: number; refined: number }> {
  const box = await page.getByRole('slider', { name: 'Loss cursor' }).boundingBox();
  if (!box) throw new Error('Expected a chart in sight, got none.');
  await page.mouse.move(box.x + 300, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + 360, box.y + 80, { steps: 4 });
  await page.waitForTimeout(300);
  // It listens before the button is let go: an event may overtake a function on its way into the page.
  const zoomed = await page.evaluateHandle(zoomTimes);
  await page.mouse.up();
  return zoomed.evaluate(({ times }) => times);
}

/** In the page: milliseconds from the end of the answer to the frame that shows the curves (elements/curve-chart.ts says when they are drawn). */
async function drawnAfterAnswer(): Promise<number> {
  const frame = () => new Promise(requestAnimationFrame);
  for (;;) {
    await frame();
    const [drawn] = performance.getEntriesByName('peasy: curves drawn');
    if (drawn) break;
  }
  await frame();
  const shown = performance.now();
  const answer = performance
    .getEntriesByType('resource')
    .find(({ name }) => name.includes('/api/buckets')) as PerformanceResourceTiming;
  return shown - answer.responseEnd;
}

/**
 * In the page, listening when it returns: milliseconds from letting go to the frame that shows the
 * range, and to the one with the range's own buckets. The first is the browser's own figure for an
 * interaction (Event Timing: from the event to the next paint, rounded to 8 ms); the curves must
 * have been drawn before that paint.
 */
function zoomTimes(): { readonly times: Promise<{ first: number; refined: number }> } {
  const frame = () => new Promise(requestAnimationFrame);
  const marks: number[] = [];
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'peasy: curves drawn') marks.push(startTime);
    }
  }).observe({ type: 'mark' });
  const letGo = new Promise<{ readonly startTime: number; readonly duration: number }>((done) => {
    const least = 16;
    const options = { type: 'event', durationThreshold: least };
    // What took less is not told, and counts as that.
    const isQuicker = ({ timeStamp: startTime }: Event) =>
      setTimeout(() => done({ startTime, duration: least }), 1000);
    addEventListener('mouseup', isQuicker, { once: true, capture: true });
    new PerformanceObserver((list) => {
      const event = list.getEntries().find(({ name }) => name === 'mouseup');
      if (event) done(event);
    }).observe(options);
  });
  return { times: measured() };

  async function measured() {
    const { startTime: begin, duration: first } = await letGo;
    if (!marks.some((time) => time >= begin && time <= begin + first)) {
      throw new Error('Expected curves to be drawn before the paint after letting go, got none.');
    }
    const answer = () =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).find(
        ({ name, startTime }) => startTime >= begin && name.includes('/api/buckets'),
      );
    const isRefined = () => {
      const answered = answer()?.responseEnd;
      return answered && marks.some((time) => time >= answered);
    };
    while (!isRefined()) await frame();
    await frame();
    return { first, refined: performance.now() - begin };
  }
}
