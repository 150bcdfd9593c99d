import { describe, expect, it } from 'vitest';
import { runRow } from '../testing/run-row.js';
import { GroupedRuns } from './grouped-runs.js';
import { PAGE_SIZE } from './run-pages.js';

const query = (groups = 'all') => ({
  ...{ by: 'params.seed', groups },
  runsOf: (condition: string) => `where ${condition}`,
});
const later = () => new Promise((resolve) => setTimeout(resolve));

/** Three groups, of 2, 250 and 1 runs. */
function begin() {
  const asked: string[] = [];
  const groups = [
    { value: '1', count: 2 },
    { value: '2', count: 250 },
    { value: null, count: 1 },
  ];
  const runs = new GroupedRuns(
    async (text) => {
      if (text === 'bad') throw new Error('Invalid filter');
      return { groups, total: 253 };
    },
    async (text, limit, offset) => {
      asked.push(`${text} ${offset}`);
      const total = text.endsWith("'2'") ? 250 : 2;
      const length = Math.max(0, Math.min(limit, total - offset));
      return {
        total,
        runs: Array.from({ length }, (_, i) => runRow({ id: `${text} ${offset + i}` })),
      };
    },
  );
  return { runs, asked, groups };
}

describe('GroupedRuns', () => {
  it('is a row a group, and the runs of an open one below its head', async () => {
    const { runs, asked } = begin();
    runs.want(query(), ['=2']);
    await later();
    await later();
    expect([runs.count, runs.runs, runs.total]).toEqual([3, 253, 253]);
    expect(runs.at(0)).toMatchObject({ kind: 'group', isOpen: false, group: { value: '1' } });
    expect(runs.at(1)).toMatchObject({ kind: 'group', isOpen: true });
    expect(runs.at(2)).toMatchObject({ run: { id: "where params.seed = '2' 0" }, isNested: true });
    expect(runs.at(252)).toMatchObject({ kind: 'group', group: { value: null } });
    expect(runs.at(1 + PAGE_SIZE)).toBeDefined();
    expect(runs.at(202)).toBeUndefined();
    await runs.ensure(202, 210);
    expect(runs.at(202)).toMatchObject({ run: { id: "where params.seed = '2' 200" } });
    expect(asked).toEqual(["where params.seed = '2' 0", "where params.seed = '2' 200"]);
    expect(runs.headOf(202)).toBe(1);
  });

  it('opens and closes without asking for the groups again', async () => {
    const { runs } = begin();
    runs.want(query(), []);
    await later();
    expect(runs.total).toBe(3);
    runs.want(query(), ['=1', 'none']);
    await later();
    expect(runs.total).toBe(3 + 2 + 2);
    runs.want(query(), ['none']);
    expect(runs.at(1)).toMatchObject({ kind: 'group', group: { value: '2' } });
  });

  it('lists the runs between two places, heads left out', async () => {
    const { runs } = begin();
    runs.want(query(), ['=1', '=2']);
    await later();
    expect(runs.segments(1, 10)).toEqual([
      { query: "where params.seed = '1'", offset: 0, limit: 2 },
      { query: "where params.seed = '2'", offset: 0, limit: 7 },
    ]);
    expect(runs.segments(3, 3)).toEqual([]);
  });

  it('says why there are none, and keeps those that there were', async () => {
    const { runs } = begin();
    runs.want(query(), []);
    await later();
    runs.want(query('bad'), []);
    await later();
    expect([runs.problem?.message, runs.total]).toEqual(['Invalid filter', 3]);
  });
});
