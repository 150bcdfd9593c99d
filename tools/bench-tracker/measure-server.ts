import { HttpAsker, type Json } from './http-asker.js';
import { percentile } from './percentile.js';
import { residentBytes } from './process-tree.js';
import { SERVER_TITLES, type ServerName, startServer } from './servers.js';

const API = '/api/2.0/mlflow';
/** As MLflow's client asks for a history. */
const HISTORY_PAGE = 25_000;
const BATCH = 1000;
/** Requests before the clock starts. */
const WARM_UP = 100;
/** A search over many runs is the same work each time. */
const LEAST_SEARCHES = 5;

/** How much is asked of each server. */
export interface ServerLoad {
  /** Of each measurement of requests. */
  readonly seconds: number;
  readonly searchedRuns: number;
  readonly searches: number;
  readonly historyPoints: number;
  readonly histories: number;
}

/** How fast a server is. */
export interface ServerFigures {
  readonly server: ServerName;
  readonly title: string;
  /** log-metric requests a second, on one connection and on eight. */
  readonly singleOne: number;
  readonly singleEight: number;
  /** Metrics a second, a thousand a request. */
  readonly batch: number;
  /** Milliseconds. */
  readonly searches: readonly {
    readonly what: string;
    readonly p50: number;
    readonly p95: number;
  }[];
  /** Milliseconds of the middle one. */
  readonly history: number;
  /** Of all its processes, at the end, in bytes. */
  readonly memory: number;
}

/** Starts a server and measures it by what any of MLflow's clients may ask. */
export async function measureServer(name: ServerName, load: ServerLoad): Promise<ServerFigures> {
  const server = await startServer(name);
  const one = new HttpAsker(server.url, 1);
  const eight = new HttpAsker(server.url, 8);
  try {
    const experiment = await post(one, '/experiments/create', { name: 'bench' });
    const experimentId = String(experiment.experiment_id);
    const run = await createRun(one, experimentId);
    await logSingles(one, run, 1, { most: WARM_UP });
    const singleOne = await logSingles(one, run, 1, load);
    const singleEight = await logSingles(eight, run, 8, load);
    const batch = await logBatches(one, await createRun(one, experimentId), load);
    const history = await readHistory(one, experimentId, load);
    const searches = await searchRuns(one, load);
    const memory = residentBytes(server.pid);
    const title = SERVER_TITLES[name];
    return { server: name, title, singleOne, singleEight, batch, searches, history, memory };
  } finally {
    one.close();
    eight.close();
    await server.stop();
  }
}

const post = (asker: HttpAsker, path: string, body: object): Promise<Json> =>
  asker.post(`${API}${path}`, body);

async function createRun(asker: HttpAsker, experimentId: string): Promise<string> {
  const { run } = await post(asker, '/runs/create', {
    experiment_id: experimentId,
    start_time: Date.now(),
  });
  return String((run as { info: { run_id: string } }).info.run_id);
}

/** Counts a series of steps over all measurements. */
let step = 0;

/** Requests a second. */
async function logSingles(
  asker: HttpAsker,
  runId: string,
  connections: number,
  { seconds = Infinity, most = Infinity }: { seconds?: number; most?: number },
): Promise<number> {
  const begin = performance.now();
  let count = 0;
  const one = async () => {
    while (count < most && performance.now() - begin < seconds * 1000) {
      count++;
      step++;
      await post(asker, '/runs/log-metric', {
        run_id: runId,
        key: 'loss',
        value: Math.random(),
        timestamp: Date.now(),
        step,
      });
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return (count * 1000) / (performance.now() - begin);
}

/** Metrics a second: ten metrics of a hundred steps a request. */
async function logBatches(asker: HttpAsker, runId: string, { seconds }: ServerLoad) {
  let from = 0;
  const next = () => {
    from += 100;
    const metrics = Array.from({ length: BATCH }, (_, i) => ({
      key: `metric${i % 10}`,
      value: Math.random(),
      timestamp: Date.now(),
      step: from + Math.floor(i / 10),
    }));
    return post(asker, '/runs/log-batch', { run_id: runId, metrics });
  };
  await next();
  const begin = performance.now();
  let batches = 0;
  while (performance.now() - begin < seconds * 1000) {
    await next();
    batches++;
  }
  return (batches * BATCH * 1000) / (performance.now() - begin);
}

/** Milliseconds of a whole history, a page after the other. */
async function readHistory(
  asker: HttpAsker,
  experimentId: string,
  { historyPoints, histories }: ServerLoad,
): Promise<number> {
  const runId = await createRun(asker, experimentId);
  for (let from = 0; from < historyPoints; from += BATCH) {
    const metrics = Array.from({ length: Math.min(BATCH, historyPoints - from) }, (_, i) => ({
      key: 'loss',
      value: Math.random(),
      timestamp: 1_790_000_000_000 + (from + i) * 100,
      step: from + i,
    }));
    await post(asker, '/runs/log-batch', { run_id: runId, metrics });
  }
  const times: number[] = [];
  for (let turn = 0; turn <= histories; turn++) {
    const begin = performance.now();
    const count = await countHistory(asker, runId);
    // The first warms up.
    if (turn > 0) times.push(performance.now() - begin);
    if (count !== historyPoints) {
      throw new Error(`Expected a history of ${historyPoints} points, got ${count}.`);
    }
  }
  return percentile(times, 0.5);
}

async function countHistory(asker: HttpAsker, runId: string): Promise<number> {
  let count = 0;
  let token: string | undefined;
  do {
    const page = await asker.get(`${API}/metrics/get-history`, {
      run_id: runId,
      metric_key: 'loss',
      max_results: String(HISTORY_PAGE),
      ...(token === undefined ? {} : { page_token: token }),
    });
    count += (page.metrics as unknown[]).length;
    token = page.next_page_token as string | undefined;
  } while (token);
  return count;
}

async function searchRuns(asker: HttpAsker, load: ServerLoad) {
  const experiment = await post(asker, '/experiments/create', { name: 'searched' });
  const experimentId = String(experiment.experiment_id);
  for (let number = 0; number < load.searchedRuns; number++) {
    await logRun(asker, await createRun(asker, experimentId), number);
  }
  const filtered = {
    experiment_ids: [experimentId],
    filter: "metrics.metric3 > 0.5 AND params.param1 = 'value 1'",
    order_by: ['metrics.metric5 DESC'],
  };
  const cases = [
    {
      what: 'search, filtered and ordered, a page of 100',
      body: { ...filtered, max_results: 100 },
    },
    { what: 'search, filtered and ordered, up to 1,000', body: { ...filtered, max_results: 1000 } },
  ];
  const figures = [];
  for (const { what, body } of cases) {
    const times: number[] = [];
    for (let turn = 0; turn < Math.max(LEAST_SEARCHES, load.searches) + 2; turn++) {
      const begin = performance.now();
      const { runs } = await post(asker, '/runs/search', body);
      if (turn > 1) times.push(performance.now() - begin);
      if (!Array.isArray(runs) || runs.length === 0) throw new Error('The search found no run.');
    }
    figures.push({ what, p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
  }
  return figures;
}

/** Gives a run 20 params and 10 metrics; a quarter of all runs fit the filter. */
async function logRun(asker: HttpAsker, runId: string, number: number): Promise<void> {
  const params = Array.from({ length: 20 }, (_, i) => ({
    key: `param${i}`,
    value: i === 1 ? `value ${number % 2}` : `value ${number * i}`,
  }));
  const metrics = Array.from({ length: 10 }, (_, i) => ({
    key: `metric${i}`,
    // Spread evenly, another order for each metric, and the same in every server.
    value: (number * (i + 7) * 0.618_033_988_749_895) % 1,
    timestamp: 1_790_000_000_000 + number,
    step: 1,
  }));
  await post(asker, '/runs/log-batch', { run_id: runId, params, metrics });
}
