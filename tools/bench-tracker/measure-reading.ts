import { openStore, type Store } from '../../packages/tracker/src/index.js';
import { readClientRuns } from '../../packages/tracker/src/store/read-client-runs.js';
import { searchRuns } from '../../packages/tracker/src/store/search/search-runs.js';
import type { BuiltRecord } from './build-record.js';
import { percentile } from './percentile.js';

/** How long one kind of reading takes, in milliseconds. */
export interface ReadingFigures {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
}

/** Readings that take long are timed less often. */
const FEW = 20;

/** Times what a page and a program ask of a record, in a store that is opened anew. */
export function measureReading(file: string, record: BuiltRecord, times: number): ReadingFigures[] {
  const store = openStore({ file, readonly: true });
  const anyRun = () => record.runIds[Math.floor(Math.random() * record.runIds.length)];
  const long = { runs: [record.longRun], keys: ['metric0'] };
  const cases: [what: string, count: number, read: () => unknown][] = [
    ['list the newest 100 runs', times, () => store.listRuns({ limit: 100 })],
    ['list every run', Math.min(times, FEW), () => store.listRuns()],
    ['search runs, filtered and ordered, a page of 100', times, () => search(store)],
    [
      'a page of 100 runs by their best value, counted',
      times,
      () => store.pageRuns({ orderBy: ['best.metric3 DESC'], limit: 100 }),
    ],
    [
      'a page of 100 runs by words, counted',
      times,
      () => store.pageRuns({ search: 'run-7 bench', limit: 100 }),
    ],
    ['runs counted by a param', times, () => store.runGroups({ by: 'params.param1' })],
    ['find a run by its id, whole', times, () => store.getRun(anyRun())],
    ['one series of a run', times, () => store.points({ runs: [anyRun()], keys: ['metric3'] })],
    ['every series of a run', times, () => store.points({ runs: [anyRun()] })],
    [
      'one metric of 20 runs in 500 buckets',
      times,
      () =>
        store.buckets({
          runs: Array.from({ length: 20 }, anyRun),
          keys: ['metric3'],
          buckets: 500,
        }),
    ],
    ['100,000 points of one series', Math.min(times, FEW), () => store.points(long)],
    [
      '100,000 points in 1000 buckets, the first time',
      Math.min(times, FEW),
      () => anew(file, long),
    ],
    [
      'a tenth of them in 1000 buckets, smoothed, as a zoom asks',
      times,
      () => {
        const from = Math.floor(Math.random() * 90_000);
        return store.buckets({ ...long, from, to: from + 10_000, smooth: 100, buckets: 1000 });
      },
    ],
    [
      '1000 of 100,000 points by their steps',
      times,
      () => store.points({ ...long, from: 50_000, to: 50_999 }),
    ],
  ];
  const figures = cases.map(([what, count, read]) => {
    const milliseconds = Array.from({ length: count }, () => {
      const begin = performance.now();
      read();
      return performance.now() - begin;
    });
    return { what, p50: percentile(milliseconds, 0.5), p95: percentile(milliseconds, 0.95) };
  });
  store.close();
  return figures;
}

/** Buckets of a store that holds nothing yet. */
function anew(file: string, series: { readonly runs: readonly string[] }): void {
  const store = openStore({ file, readonly: true });
  store.buckets({ ...series, buckets: 1000 });
  store.close();
}

/** What the server does for a search of MLflow's client, but for its JSON. */
function search({ access }: Store): unknown {
  const [[experiment]] = access.connection
    .prepare<[id: number]>("SELECT id FROM experiments WHERE name = 'bench'")
    .raw()
    .all();
  const ids = searchRuns(access.search, {
    experimentIds: [experiment],
    filter: "metrics.metric3 > 0.5 AND params.param1 = 'value 1'",
    orderBy: ['metrics.metric5 DESC'],
    trash: false,
    limit: 101,
    offset: 0,
  });
  return readClientRuns(access.connection, ids);
}
