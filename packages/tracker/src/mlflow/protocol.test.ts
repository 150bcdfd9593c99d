import { request as rawRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of some fifty endpoints
  readonly body: any;
}

/** A server, and how to ask it: POST with a body, GET without. */
async function serve() {
  const served = await serveRecord();
  const root = served.server.url;
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${root}/api/2.0/mlflow/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    return { status: response.status, body: await response.json() };
  };
  const post = (path: string, body: unknown) => send('POST', path, body);
  const get = (path: string) => send('GET', path);
  const newRun = async (more: object = {}): Promise<string> => {
    const { body } = await post('runs/create', { experiment_id: '0', start_time: 5000, ...more });
    return body.run.info.run_id;
  };
  return { ...served, root, send, post, get, newRun };
}

/** A request whose path is sent as it is: fetch would fold "..". */
function rawStatus(root: string, method: string, path: string, body?: string): Promise<number> {
  const { hostname, port } = new URL(root);
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ hostname, port, method, path }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode!));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const PROXY = '/api/2.0/mlflow-artifacts/artifacts';

describe("MLflow's protocol: experiments", () => {
  it('has the experiment 0 from the start', async () => {
    const { get } = await serve();
    const { body } = await get('experiments/get?experiment_id=0');
    expect(body.experiment).toMatchObject({
      experiment_id: '0',
      name: 'Default',
      artifact_location: 'mlflow-artifacts:/0',
      lifecycle_stage: 'active',
    });
  });

  it('keeps the name of one in the trash, and takes its runs along', async () => {
    const { post, get, newRun } = await serve();
    const { body } = await post('experiments/create', {
      name: 'a',
      tags: [{ key: 'k', value: 'v' }],
    });
    const experiment_id = body.experiment_id;
    const run = await newRun({ experiment_id });
    expect((await post('experiments/delete', { experiment_id })).body).toEqual({});
    expect((await post('experiments/delete', { experiment_id })).status).toBe(404);
    expect((await post('experiments/create', { name: 'a' })).body.error_code).toBe(
      'RESOURCE_ALREADY_EXISTS',
    );
    expect((await get(`runs/get?run_id=${run}`)).body.run.info.lifecycle_stage).toBe('deleted');
    expect((await post('runs/create', { experiment_id })).status).toBe(400);
    expect((await post('experiments/search', {})).body.experiments).toHaveLength(1);
    await post('experiments/restore', { experiment_id });
    expect((await get(`runs/get?run_id=${run}`)).body.run.info.lifecycle_stage).toBe('active');
    const found = await post('experiments/search', { filter: "tags.k LIKE 'v%' AND name = 'a'" });
    expect(found.body.experiments).toMatchObject([{ name: 'a', tags: [{ key: 'k', value: 'v' }] }]);
    expect((await post('experiments/search', { filter: 'tags.k > 1' })).status).toBe(400);
  });
});

describe("MLflow's protocol: runs", () => {
  it('makes runs that Peasy shows like any other', async () => {
    const { post, store, newRun, root } = await serve();
    const [run, twin] = [await newRun({ run_name: 'twin' }), await newRun({ run_name: 'twin' })];
    await post('runs/log-batch', {
      run_id: run,
      metrics: [
        { key: 'loss', value: 0.5, timestamp: 1000, step: 0 },
        { key: 'loss', value: 'NaN', timestamp: '1001', step: '1' },
      ],
      params: [
        { key: 'lr', value: '1e-3' },
        { key: 'name', value: 'x' },
      ],
      tags: [{ key: 'mlflow.note.content', value: 'A note.' }],
    });
    await post('runs/update', { run_id: run, status: 'KILLED', end_time: 7500 });
    expect(store.getRun(run)).toMatchObject({
      name: 'twin',
      experiment: 'Default',
      status: 'interrupted',
      seconds: 2.5,
      network: null,
      dataset: null,
      split: null,
      epochsPlanned: null,
      note: 'A note.',
      params: { lr: '1e-3', name: 'x' },
      metrics: { loss: { last: 'NaN', min: 0.5, count: 2 } },
    });
    expect(store.findRun('twin-2').id).toBe(twin);
    const listed = (await (await fetch(`${root}/api/runs`)).json()) as { runs: { id: string }[] };
    expect(listed.runs.map(({ id }) => id).sort()).toEqual([run, twin].sort());
    const { rows } = store.query(
      `SELECT o.name, o.status, p.number FROM runs_overview o
       JOIN params_long p ON p.run_id = o.id AND p.key = 'lr'`,
    );
    expect(rows).toEqual([['twin', 'interrupted', 0.001]]);
  });

  it('reads a run that waits back as SCHEDULED, and finds it so', async () => {
    const { post, store, newRun } = await serve();
    const run = await newRun({});
    const statusOf = async (filter: string) => {
      const { body } = await post('runs/search', { experiment_ids: ['0'], filter });
      const runs: { info: { status: string } }[] = body.runs ?? [];
      return runs.map(({ info }) => info.status);
    };
    await post('runs/update', { run_id: run, status: 'SCHEDULED' });
    expect(await statusOf("attributes.status = 'SCHEDULED'")).toEqual(['SCHEDULED']);
    expect(await statusOf("attributes.status = 'RUNNING'")).toEqual([]);
    expect(store.getRun(run).status).toBe('running');
    await post('runs/update', { run_id: run, status: 'RUNNING' });
    expect(await statusOf("attributes.status = 'RUNNING'")).toEqual(['RUNNING']);
    await post('runs/update', { run_id: run, status: 'SCHEDULED' });
    await post('runs/update', { run_id: run, status: 'FINISHED' });
    expect(await statusOf('')).toEqual(['FINISHED']);
  });

  it("reads Peasy's own runs, and follows when Peasy renames one", async () => {
    const { post, get, store, newRun } = await serve();
    const logger = store.startRun(sampleStart({ name: 'cnn', experiment: 'Default' }));
    logger.logMetrics([point('loss', 0, 0.25)]);
    await logger.finish('finished');
    const found = await post('runs/search', { experiment_ids: ['0'], filter: 'metrics.loss < 1' });
    expect(found.body.runs).toMatchObject([
      {
        info: { run_name: 'cnn', status: 'FINISHED' },
        data: { metrics: [{ key: 'loss', value: 0.25, step: 0 }] },
      },
    ]);
    const run = await newRun({ run_name: 'old' });
    store.renameRun(run, 'new');
    expect((await get(`runs/get?run_id=${run}`)).body.run.info.run_name).toBe('new');
  });

  it('is not lost while its client is silent, and can be deleted', async () => {
    const { store, newRun } = await serve();
    const run = await newRun();
    store.access.connection
      .prepare('UPDATE runs SET heartbeat_at = heartbeat_at - 86400000 WHERE id = ?')
      .run(run);
    expect(store.getRun(run).status).toBe('running');
    expect(store.query('SELECT status FROM runs_overview').rows).toEqual([['running']]);
    store.access.connection.prepare('UPDATE runs SET heartbeat_at = 0 WHERE id = ?').run(run);
    expect(store.getRun(run).status).toBe('lost');
    expect(store.query('SELECT status FROM runs_overview').rows).toEqual([['lost']]);
    store.trashRun(run);
    expect(store.purgeTrash().runs).toBe(1);
  });

  it.each([
    ['runs/create', { experiment_id: '7' }, 404, /No Experiment/],
    ['runs/create', { experiment_id: 'x' }, 400, /digits/],
    [
      'runs/create',
      { run_name: 'a', tags: [{ key: 'mlflow.runName', value: 'b' }] },
      400,
      /different/,
    ],
    ['runs/update', { run_id: 'RUN', status: 'DONE' }, 400, /one of RUNNING, SCHEDULED/],
    ['runs/log-metric', { run_id: 'RUN', key: 'a', value: true, timestamp: 1 }, 400, /a number/],
    ['runs/log-metric', { run_id: 'RUN', key: 'a', timestamp: 1 }, 400, /Missing value.*'value'/],
    ['runs/log-metric', { run_id: 'RUN', key: 'a', value: 1, timestamp: -1 }, 400, /from 0 up/],
    ['runs/log-metric', { run_id: 'RUN', key: 'a//b', value: 1, timestamp: 1 }, 400, /resolve/],
    ['runs/log-metric', { run_id: 'RUN', key: '../a', value: 1, timestamp: 1 }, 400, /resolve/],
    ['runs/log-metric', { run_id: 'RUN', key: 'a$', value: 1, timestamp: 1 }, 400, /alphanumerics/],
    [
      'runs/log-metric',
      { run_id: 'RUN', key: 'k'.repeat(251), value: 1, timestamp: 1 },
      400,
      /250/,
    ],
    ['runs/log-metric', { run_id: 'none', key: 'a', value: 1, timestamp: 1 }, 404, /no run/],
    [
      'runs/log-batch',
      {
        run_id: 'RUN',
        params: [
          { key: 'a', value: '1' },
          { key: 'a', value: '1' },
        ],
      },
      400,
      /Duplicate/,
    ],
    [
      'runs/log-batch',
      { run_id: 'RUN', metrics: Array(1001).fill({}) },
      400,
      /at most 1000 metrics/,
    ],
    ['runs/log-batch', { run_id: 'RUN', metrics: 5 }, 400, /a list/],
    ['runs/delete-tag', { run_id: 'RUN', key: 'none' }, 404, /No tag/],
    ['runs/search', { experiment_ids: ['0'], max_results: 0 }, 400, /1 to 50000/],
    ['runs/search', { experiment_ids: ['0'], page_token: 'x' }, 400, /page token/],
    ['runs/search', { experiment_ids: ['0'], filter: "status IN ('FAILED')" }, 400, /not by IN/],
    ['runs/search', { experiment_ids: ['0'], filter: "metrics.a = 'x'" }, 400, /a number/],
    ['runs/search', { experiment_ids: ['0'], filter: 'params.a > 1' }, 400, /not by >/],
    ['runs/search', { experiment_ids: ['0'], filter: "foo.a = 'x'" }, 400, /no "foo.a"/],
    [
      'runs/search',
      { experiment_ids: ['0'], filter: "constructor.a = 'x'" },
      400,
      /no "constructor/,
    ],
    ['runs/search', { experiment_ids: ['0'], order_by: ['datasets.name'] }, 400, /not ordered/],
    ['runs/search', '[]', 400, /JSON object/],
    ['runs/search', '{', 400, /JSON/],
  ])('refuses %s %j', async (path, body, status, message) => {
    const { post, newRun, reports } = await serve();
    const text = (typeof body === 'string' ? body : JSON.stringify(body)).replace(
      '"RUN"',
      JSON.stringify(await newRun()),
    );
    const answer = await post(path, text);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      error_code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(message),
    });
    expect(reports).toEqual([]);
  });

  it('writes a batch whole or not at all, and a param once', async () => {
    const { post, get, newRun } = await serve();
    const run_id = await newRun();
    await post('runs/log-parameter', { run_id, key: 'p', value: '1' });
    expect((await post('runs/log-parameter', { run_id, key: 'p', value: '1' })).status).toBe(200);
    const answer = await post('runs/log-batch', {
      run_id,
      metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0 }],
      params: [{ key: 'p', value: '2' }],
      tags: [{ key: 't', value: '1' }],
    });
    expect(answer.body.error_code).toBe('INVALID_PARAMETER_VALUE');
    const { data } = (await get(`runs/get?run_id=${run_id}`)).body.run;
    expect(data.metrics).toBeUndefined();
    expect(data.tags).toMatchObject([{ key: 'mlflow.runName' }]);
    const long = 'é'.repeat(9000);
    await post('runs/log-batch', {
      run_id,
      params: [{ key: 'long', value: long }],
      tags: [{ key: 'long', value: long }],
    });
    const cut = (await get(`runs/get?run_id=${run_id}`)).body.run.data;
    expect(cut.params.map((param: { value: string }) => param.value.length)).toEqual([6000, 1]);
    expect(cut.tags[0].value).toHaveLength(8000);
  });

  it('takes JSON only, so that a page elsewhere cannot write', async () => {
    const { root } = await serve();
    const response = await fetch(`${root}/api/2.0/mlflow/runs/create`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"experiment_id":"0"}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
  });
});

describe("MLflow's protocol: metrics", () => {
  it('keeps many points of a step, infinities as they are, and one of the same twice', async () => {
    const { post, get, newRun } = await serve();
    const run_id = await newRun();
    const values = [3, 'Infinity', '-Infinity', 'NaN', 1];
    for (const value of [...values, ...values]) {
      await post('runs/log-metric', { run_id, key: 'a/b c', value, timestamp: 9, step: -7 });
    }
    const { body } = await get(`metrics/get-history?run_id=${run_id}&metric_key=a/b%20c`);
    const read = body.metrics.map(({ value }: { value: unknown }) => value);
    expect(read).toHaveLength(5);
    expect(new Set(read)).toEqual(new Set(values));
    expect(body.metrics[0]).toMatchObject({ key: 'a/b c', timestamp: 9, step: -7 });
  });

  it('pages through a history, and gives the latest by step, time and value', async () => {
    const { post, get, newRun } = await serve();
    const run_id = await newRun();
    const metrics = Array.from({ length: 10 }, (_, i) => ({
      key: 'm',
      value: i,
      timestamp: 100 + i,
      step: 9 - i,
    }));
    await post('runs/log-batch', { run_id, metrics });
    const read: number[] = [];
    for (let token = ''; ; ) {
      const { body } = await get(
        `metrics/get-history?run_id=${run_id}&metric_key=m&max_results=4${token && `&page_token=${encodeURIComponent(token)}`}`,
      );
      read.push(...body.metrics.map(({ value }: { value: number }) => value));
      token = body.next_page_token;
      if (!token) break;
    }
    expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const { run } = (await get(`runs/get?run_id=${run_id}`)).body;
    expect(run.data.metrics).toEqual([{ key: 'm', value: 0, timestamp: 100, step: 9 }]);
    expect((await get(`metrics/get-history?run_id=${run_id}&metric_key=none`)).body).toEqual({});
    expect(
      (await get(`metrics/get-history?run_id=${run_id}&metric_key=m&max_results=0`)).status,
    ).toBe(400);
    const bulk = await get(
      `metrics/get-history-bulk-interval?run_ids=${run_id}&metric_key=m&max_results=3`,
    );
    const steps = bulk.body.metrics.map(({ step }: { step: number }) => step);
    expect(steps).toContain(0);
    expect(steps).toContain(9);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});

describe("MLflow's protocol: search", () => {
  it('orders by metrics with NaN after numbers and missing values last, both ways', async () => {
    const { post, newRun } = await serve();
    for (const [name, value] of [
      ['one', 1],
      ['nan', 'NaN'],
      ['none', undefined],
      ['two', 2],
    ] as const) {
      const run_id = await newRun({ run_name: name });
      if (value === undefined) continue;
      await post('runs/log-metric', { run_id, key: 'm', value, timestamp: 1 });
    }
    const names = async (query: object) => {
      const { body } = await post('runs/search', { experiment_ids: ['0'], ...query });
      return (body.runs ?? []).map((run: { info: { run_name: string } }) => run.info.run_name);
    };
    expect(await names({ order_by: ['metrics.m ASC'] })).toEqual(['one', 'two', 'nan', 'none']);
    expect(await names({ order_by: ['metrics.m DESC'] })).toEqual(['two', 'one', 'nan', 'none']);
    expect(await names({ filter: 'metrics.m != 1', order_by: ['run_name'] })).toEqual([
      'nan',
      'two',
    ]);
    expect(await names({ filter: 'metrics.m < 10', order_by: ['run_name'] })).toEqual([
      'one',
      'two',
    ]);
    expect(await names({ filter: "run_name ILIKE 'N%'", order_by: ['run_name'] })).toEqual([
      'nan',
      'none',
    ]);
    expect(await names({ filter: "run_name LIKE 'N%'" })).toEqual([]);
    expect(await names({ filter: "`Run name` = 'two' and created >= 5000" })).toEqual(['two']);
    expect(await names({ order_by: ['metrics.m', 'metrics.m DESC'] })).toHaveLength(4);
  });

  it('filters by datasets, and reads them back', async () => {
    const { post, get, newRun } = await serve();
    const run_id = await newRun();
    const dataset = { name: 'iris', digest: 'd1', source_type: 'local', source: '{}' };
    const tags = [{ key: 'mlflow.data.context', value: 'train' }];
    for (let i = 0; i < 2; i++)
      await post('runs/log-inputs', { run_id, datasets: [{ dataset, tags }] });
    const { inputs } = (await get(`runs/get?run_id=${run_id}`)).body.run;
    expect(inputs.dataset_inputs).toEqual([{ dataset, tags }]);
    const count = async (filter: string) =>
      ((await post('runs/search', { experiment_ids: ['0'], filter })).body.runs ?? []).length;
    expect(await count("datasets.name = 'iris' AND dataset.context IN ('train')")).toBe(1);
    expect(await count("datasets.digest != 'd1'")).toBe(0);
    const found = await post('experiments/search-datasets', { experiment_ids: ['0'] });
    expect(found.body.dataset_summaries).toEqual([
      { experiment_id: '0', name: 'iris', digest: 'd1', context: 'train' },
    ]);
  });
});

describe("MLflow's protocol: artifacts", () => {
  it('stores any bytes as they come, of any type, as artifacts of the run', async () => {
    const { root, get, store, newRun } = await serve();
    const run = await newRun();
    const files: readonly [string, string, string][] = [
      ['model/config.json', 'application/json', '{"broken'],
      ['page.html', 'text/html', '<script>1</script>'],
      ['empty', 'application/octet-stream', ''],
      ['ünï cöde & +=;,%.txt', 'text/plain; charset=utf-8', 'x'],
    ];
    for (const [path, type, content] of files) {
      const url = `${root}${PROXY}/0/${run}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`;
      const put = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: content,
      });
      expect(put.status).toBe(200);
      const back = await fetch(url);
      expect(await back.text()).toBe(content);
      expect(back.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(
      store
        .getRun(run)
        .artifacts.map(({ path }) => path)
        .sort(),
    ).toEqual(files.map(([path]) => path).sort());
    const { body } = await get(`artifacts/list?run_id=${run}&path=model`);
    expect(body.files).toEqual([{ path: 'model/config.json', is_dir: false, file_size: 8 }]);
    const list = await fetch(`${root}${PROXY}?path=0/${run}/artifacts`);
    expect(((await list.json()) as { files: object[] }).files).toContainEqual({
      path: 'model',
      is_dir: true,
    });
    expect(await (await fetch(`${root}${PROXY}?path=0/${run}/artifacts/none`)).json()).toEqual({});
    const at = `${root}${PROXY}/0/${run}/artifacts`;
    expect((await fetch(`${at}/model`)).status).toBe(400);
    expect((await fetch(`${at}/none`)).status).toBe(404);
    expect((await fetch(`${at}/page.html/x`, { method: 'PUT', body: 'x' })).status).toBe(400);
    expect((await fetch(`${at}/model`, { method: 'PUT', body: 'x' })).status).toBe(400);
    expect((await fetch(`${at}/model`, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(`${at}/model/config.json`)).status).toBe(404);
  });

  it.each(['PUT', 'GET', 'DELETE', 'LIST'])('lets no path climb out by %s', async (method) => {
    const { root, reports } = await serve();
    for (const path of [
      '../x',
      '..%2fx',
      '%2e%2e/x',
      '%2e%2e%2fx',
      '%252e%252e%252fx',
      '0/a/../../x',
      '0/./x',
      '//x',
      '/x',
      '%2fetc%2fpasswd',
      'a%5cb',
      '..%5cx',
      'c:/x',
      'file:x',
      'a%23b',
      'a%00b',
      'a%2f%2fb',
      '%',
    ]) {
      const status =
        method === 'LIST'
          ? await rawStatus(root, 'GET', `${PROXY}?path=${path}`)
          : await rawStatus(root, method, `${PROXY}/${path}`, method === 'PUT' ? 'x' : undefined);
      // A lone "%" in a query is what it is: a folder that is not there.
      expect([path, status]).toEqual([path, method === 'LIST' && path === '%' ? 200 : 400]);
    }
    expect(reports).toEqual([]);
  });

  it('keeps nothing of an upload that was cut off', async () => {
    const { root, store, newRun } = await serve();
    const run = await newRun();
    const { hostname, port } = new URL(root);
    await new Promise<void>((resolve) => {
      const sent = rawRequest({
        hostname,
        port,
        method: 'PUT',
        path: `${PROXY}/0/${run}/artifacts/half`,
        headers: { 'content-length': '1000000' },
      });
      sent.once('error', () => resolve());
      sent.write('x'.repeat(100_000), () => sent.destroy());
      sent.once('close', () => resolve());
    });
    expect(store.getRun(run).artifacts).toEqual([]);
  });

  it('says in its words that there are no multipart uploads', async () => {
    const { root } = await serve();
    const response = await fetch(`${root}/api/2.0/mlflow-artifacts/mpu/create/a`, {
      method: 'POST',
    });
    expect(response.status).toBe(501);
    expect(((await response.json()) as { message: string }).message).toMatch(
      /^Multipart upload is not supported/,
    );
  });
});

describe("MLflow's protocol: the server", () => {
  it('answers what clients ask first, and never with the page where there is nothing', async () => {
    const { root } = await serve();
    expect(await (await fetch(`${root}/health`)).text()).toBe('OK');
    expect(await (await fetch(`${root}/version`)).text()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await (await fetch(`${root}/api/3.0/mlflow/server-info`)).json()).toMatchObject({
      store_type: 'SqlStore',
      multipart_uploads_enabled: false,
    });
    for (const path of [
      '/api/2.0/mlflow/traces',
      '/api/2.0/preview/mlflow/runs/get',
      '/api/3.0/mlflow/traces',
      '/ajax-api/2.0/mlflow/none',
    ]) {
      const response = await fetch(root + path, { headers: { accept: 'text/html' } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
    }
    const same = await fetch(`${root}/ajax-api/2.0/mlflow/experiments/get?experiment_id=0`);
    expect(same.status).toBe(200);
  });
});
