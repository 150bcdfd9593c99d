import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PYTHON, pythonPackageMissing, testProgram } from '../../test-programs/python.js';
import { serveRecord } from '../../test-programs/serve-record.js';

const missing = pythonPackageMissing('mlflow');
const kerasMissing = pythonPackageMissing('keras');
const run = promisify(execFile);

/** Runs a program with MLflow's own client, which knows nothing but where this server is. */
async function withClient(program: string, url: string): Promise<unknown> {
  const { stdout } = await run(PYTHON, [testProgram(program)], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MLFLOW_TRACKING_URI: url,
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
    },
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

describe.skipIf(missing !== undefined)(`MLflow's own Python client [${missing ?? 'there'}]`, () => {
  it('logs, reads back, searches, deletes and restores', async () => {
    const { server, store, reports } = await serveRecord();
    const told = (await withClient('log-with-mlflow.py', server.url)) as {
      fluent: string;
      trials: string[];
    };
    expect(reports).toEqual([]);
    expect(store.listRuns()).toHaveLength(13);
    const fluent = store.getRun(told.fluent);
    expect(fluent).toMatchObject({ name: 'fluent', status: 'finished' });
    expect(fluent.metrics.loss).toMatchObject({ last: 0.2, count: 5 });
    expect(fluent.metrics.down.last).toBe('-Infinity');
    expect(fluent.note).toBe("A run of MLflow's client.");
    expect(fluent.artifacts).toHaveLength(5);
  });

  it("trains under scikit-learn's autolog with its defaults, and keeps models in the registry", async () => {
    const { server, store, reports } = await serveRecord();
    const told = (await withClient('autolog-with-mlflow.py', server.url)) as { run: string };
    expect(reports).toEqual([]);
    expect(store.getRun(told.run)).toMatchObject({ status: 'finished', dataset: 'dataset' });
  });

  it.skipIf(kerasMissing !== undefined)(
    `trains under Keras' autolog with its defaults, and the model comes back [${kerasMissing ?? 'there'}]`,
    async () => {
      const { server, store, reports } = await serveRecord();
      const told = (await withClient('autolog-with-keras.py', server.url)) as {
        run: string;
        losses: number[];
        difference: number;
      };
      expect(reports).toEqual([]);
      expect(store.getRun(told.run)).toMatchObject({ status: 'finished', experiment: 'keras' });
      const [loss] = store.points({ runs: [told.run], keys: ['loss'] });
      expect([...loss.value]).toEqual(told.losses);
      expect(told.difference).toBe(0);
    },
  );
});
