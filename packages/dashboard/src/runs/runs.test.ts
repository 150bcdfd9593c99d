import { describe, expect, it } from 'vitest';
import { type RunsRoute, runsRoute } from '../state/route.js';
import { runRow, summaryOf } from '../testing/run-row.js';
import { COLUMNS, describeColumn, orderWords } from './columns.js';
import { filterRuns } from './filter.js';
import { lookAt, runLooks } from './look.js';
import { mergeRuns } from './merge.js';
import { secondsLeft } from './metric.js';
import { findRun, findRuns } from './reference.js';
import { filterQuery, isEqual, runsQuery } from './runs-query.js';

const started = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`;

describe('runLooks()', () => {
  const runs = Array.from({ length: 32 }, (_, i) => runRow({ id: `run${i}`, place: i + 1 }));

  it('gives 32 runs in a row 32 different looks', () => {
    const looks = [...runLooks(runs).values()].map((look) => JSON.stringify(look));
    expect(new Set(looks).size).toBe(32);
  });

  it('never gives two neighbours one colour, nor eight in a row', () => {
    for (let first = 0; first < 24; first++) {
      const colours = Array.from({ length: 8 }, (_, i) => lookAt(first + i).colour);
      expect(new Set(colours).size).toBe(8);
    }
  });

  it('keeps every look when the page knows of other runs, in whatever order they come', () => {
    const before = runLooks(runs.slice(7, 20));
    const after = runLooks(runs.toReversed());
    for (const [id, look] of before) expect(after.get(id)).toEqual(look);
  });
});

describe('findRun()', () => {
  const runs = [
    runRow({ id: 'abc2', name: 'dense' }),
    runRow({ id: 'abd1', name: 'abc' }),
    runRow({ id: 'f00d', name: 'cnn' }),
  ];
  it('takes an id, a name, latest, or a prefix of one id alone', () => {
    expect(findRun(runs, 'f00d')?.name).toBe('cnn');
    expect(findRun(runs, 'dense')?.id).toBe('abc2');
    expect(findRun(runs, 'latest')?.id).toBe('abc2');
    expect(findRun(runs, 'f0')?.id).toBe('f00d');
  });
  it('puts a name before a prefix, and answers nothing where two ids begin so', () => {
    expect(findRun(runs, 'abc')?.id).toBe('abd1');
    expect(findRun(runs, 'ab')).toBeUndefined();
    expect(findRun(runs, '')).toBeUndefined();
    expect(findRun([], 'latest')).toBeUndefined();
  });
  it('keeps the order of several, each once, and tells which are not there', () => {
    const { found, missing } = findRuns(runs, ['cnn', 'nope', 'f00d', 'latest']);
    expect(found.map((run) => run.name)).toEqual(['cnn', 'dense']);
    expect(missing).toEqual(['nope']);
  });
});

describe('filterRuns()', () => {
  const runs = [
    runRow({ id: 'a', name: 'cnn-7', status: 'lost' }),
    runRow({ id: 'b', name: 'dense-3', tags: { device: 'laptop' } }),
  ];
  it('wants every word, anywhere, in any case', () => {
    expect(filterRuns(runs, 'CNN lost').map((run) => run.id)).toEqual(['a']);
    expect(filterRuns(runs, 'cnn-7 finished')).toEqual([]);
    expect(filterRuns(runs, 'device=laptop').map((run) => run.id)).toEqual(['b']);
    expect(filterRuns(runs, '  ')).toHaveLength(2);
  });
  it('does not take words from two fields for one', () => {
    expect(filterRuns([runRow({ name: 'ab', id: 'cd' })], 'abcd')).toEqual([]);
  });
});

describe('describeColumn()', () => {
  it.each(COLUMNS)('knows %s', (column) => {
    expect(describeColumn(column)?.title).toBeTruthy();
  });
  it('knows any metric by its best and its last value, and any param', () => {
    expect(describeColumn('best.valLoss')?.orderBy).toBe('best.valLoss');
    expect(describeColumn('last.loss')).toMatchObject({
      orderBy: 'metrics.loss',
      needs: 'metrics.loss',
      numeric: true,
    });
    expect(describeColumn('params.optimizer.kind')).toMatchObject({
      title: 'optimizer.kind',
      orderBy: 'params.optimizer.kind',
      needs: 'params.optimizer.kind',
    });
    expect(describeColumn('max.loss')?.orderBy).toBe('max.loss');
    expect(describeColumn('environment.node')).toMatchObject({ needs: 'environment.node' });
    expect(describeColumn('environment.node')?.orderBy).toBeUndefined();
    expect(describeColumn('params.learning "rate"')?.orderBy).toBe('params."learning ""rate"""');
    expect(describeColumn('nonsense')).toBeUndefined();
  });
});

describe('runsQuery()', () => {
  const asked = (changes: Partial<RunsRoute>) =>
    new URLSearchParams(runsQuery({ ...runsRoute(), ...changes }));
  it('sorts in the server, and asks for what the columns show', () => {
    const query = asked({ sort: 'best', columns: ['name', 'params.seed', 'last.loss'] });
    expect(query.getAll('order_by')).toEqual(['best.valAccuracy DESC']);
    expect(query.getAll('columns')).toEqual(
      expect.arrayContaining(['params.seed', 'metrics.loss', 'metrics.testAccuracy']),
    );
  });
  it('takes comparisons for the grammar, and words for words', () => {
    expect(asked({ filter: 'cnn lost' }).get('search')).toBe('cnn lost');
    expect(asked({ filter: "config = 'cnn'" }).get('filter')).toBe("config = 'cnn'");
    expect(asked({ filter: "name ILIKE '%x%'" }).get('filter')).toBe("name ILIKE '%x%'");
    expect(asked({ filter: 'in the kitchen' }).get('search')).toBe('in the kitchen');
    expect(asked({ filter: ' ' }).has('search')).toBe(false);
  });
  it('adds the comparison of a group to words and to comparisons', () => {
    expect(filterQuery('cnn', "params.seed = '1'")).toEqual([
      ['search', 'cnn'],
      ['filter', "params.seed = '1'"],
    ]);
    expect(filterQuery('epochs > 2', 'config IS NULL')).toEqual([
      ['filter', 'epochs > 2 AND config IS NULL'],
    ]);
  });
  it('compares with a value that has quotes', () => {
    expect(isEqual('params.note', "it's")).toBe("params.note = 'it''s'");
  });
});

describe('mergeRuns()', () => {
  const current = [
    runRow({ id: 'b', startedAt: started(2), version: 5 }),
    runRow({ id: 'a', startedAt: started(1) }),
  ];
  it('takes newer versions and new runs, newest first', () => {
    const merged = mergeRuns(current, [
      runRow({ id: 'b', startedAt: started(2), version: 6, epochs: 7 }),
      runRow({ id: 'c', startedAt: started(3) }),
    ]);
    expect(merged.map((run) => run.id)).toEqual(['c', 'b', 'a']);
    expect(merged[1].epochs).toBe(7);
  });
  it('ignores an answer that was overtaken', () => {
    const late = runRow({ id: 'b', startedAt: started(2), version: 4, epochs: 1 });
    expect(mergeRuns(current, [late])[0].version).toBe(5);
  });
  it('lets trashed and purged runs go', () => {
    const trashed = runRow({ id: 'b', version: 9, trashedAt: started(9) });
    expect(mergeRuns(current, [trashed]).map((run) => run.id)).toEqual(['a']);
    expect(mergeRuns(current, [], ['a']).map((run) => run.id)).toEqual(['b']);
  });
});

describe('secondsLeft()', () => {
  const metrics = { seconds: summaryOf(4) };
  it('is the epochs left at the pace of the last one', () => {
    expect(secondsLeft(runRow({ status: 'running', epochs: 10, metrics }))).toBe(80);
  });
  it('is unknown before the first epoch and for runs that are over', () => {
    expect(secondsLeft(runRow({ status: 'running', epochs: 0 }))).toBeUndefined();
    expect(secondsLeft(runRow({ status: 'lost', epochs: 10, metrics }))).toBeUndefined();
  });
});

describe('orderWords()', () => {
  it('says what comes on top', () => {
    expect(orderWords('started', true)).toBe('Newest first');
    expect(orderWords('test', false)).toBe('Smallest first');
    expect(orderWords('name', false)).toBe('A to Z');
  });
});
