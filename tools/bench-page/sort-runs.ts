import { recordManyRuns } from '../../apps/e2e/src/large-records.js';
import type { Bench, Figure, Measurement } from './measurement.js';

const RUNS = 10_000;
/** Headings that are clicked in turn: each click brings another run to the top. */
const HEADINGS = ['Test accuracy', 'Run', 'Test accuracy', 'Test accuracy'];

/** A table of 10,000 runs sorted by a click on a heading. */
export const sortRuns: Measurement = {
  name: 'sort',
  title: `${RUNS.toLocaleString('en-US')} runs sorted on screen`,
  record: (folder) => recordManyRuns(folder, RUNS),
  measure,
};

async function measure({ page, url, times }: Bench): Promise<readonly Figure[]> {
  await page.goto(`${url}/runs`);
  const table = page.getByRole('grid', { name: 'Runs' });
  await table.locator('#row-0').waitFor();
  await page.waitForTimeout(1000);
  const values: number[] = [];
  for (let time = 0; time < times; time++) {
    for (const heading of HEADINGS) {
      values.push(await table.evaluate(sortedAfter, heading));
      await page.waitForTimeout(200);
    }
  }
  return [{ what: 'from the click to the frame with another first run', values, bar: 100 }];
}

/** In the page: milliseconds from a click on a heading to the frame that shows another first row. */
async function sortedAfter(grid: Element, heading: string): Promise<number> {
  const first = () => grid.querySelector('#row-0 [role=rowheader]')?.textContent;
  const button = Array.from(
    grid.querySelectorAll<HTMLButtonElement>('[role=columnheader] button'),
  ).find(({ textContent }) => textContent.includes(heading));
  if (!button) throw new Error(`Expected a heading "${heading}", got none.`);
  const before = first();
  const begin = performance.now();
  button.click();
  while (first() === before) {
    if (performance.now() - begin > 10_000) throw new Error(`"${heading}" changed nothing.`);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begin;
}
