import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';

async function served() {
  const { server, store, reports } = await serveRecord();
  const { runId } = store.startRun(sampleStart());
  const body = (value: number) => ({
    run_id: runId,
    key: 'loss',
    value,
    step: value,
    timestamp: 1,
  });
  /** By hand: fetch does not let a program choose its Host and Origin. */
  const post = (text: string, headers: Record<string, string>, path = 'log-metric') =>
    new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
      (resolve, reject) => {
        const asked = httpRequest(
          `${server.url}/api/2.0/mlflow/runs/${path}`,
          { method: 'POST', headers },
          (answer) => {
            let said = '';
            answer.on('data', (part) => {
              said += part;
            });
            answer.on('end', () =>
              resolve({ status: answer.statusCode!, text: said, headers: answer.headers }),
            );
          },
        );
        asked.on('error', reject);
        asked.end(text);
      },
    );
  const values = () => store.points({ runs: [runId], keys: ['loss'] }).flatMap((s) => [...s.value]);
  return { post, body, values, reports };
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('a request that logs', () => {
  it('is stored whichever way it is sent: plain, in chunks, with a byte order mark', async () => {
    const { post, body, values } = await served();
    const texts = [1, 2, 3].map((value) => JSON.stringify(body(value)));
    const length = { 'Content-Length': String(Buffer.byteLength(texts[0])) };
    expect(await post(texts[0], { ...JSON_TYPE, ...length })).toMatchObject({
      status: 200,
      text: '{}',
      headers: { 'x-content-type-options': 'nosniff' },
    });
    const chunked = { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' };
    expect((await post(texts[1], chunked)).status).toBe(200);
    expect((await post(`\uFEFF${texts[2]}`, JSON_TYPE)).status).toBe(200);
    expect(values()).toEqual([1, 2, 3]);
  });

  it('is refused from a page of another site, and under another name than its own', async () => {
    const { post, body, values } = await served();
    const text = JSON.stringify(body(1));
    const strangers: readonly Record<string, string>[] = [
      { Origin: 'http://elsewhere.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Host: 'elsewhere.example' },
    ];
    for (const headers of strangers) {
      const answer = await post(text, { ...JSON_TYPE, ...headers });
      expect([headers, answer.status]).toEqual([headers, 403]);
    }
    // As a page could send it without asking first.
    expect((await post(text, { 'Content-Type': 'text/plain' })).status).toBe(400);
    expect(values()).toEqual([]);
  });

  it('hears what is wrong with it', async () => {
    const { post, body, reports } = await served();
    const cases: readonly [string, number, RegExp][] = [
      ['{', 400, /BAD_REQUEST.*The body is no JSON/],
      ['[]', 400, /INVALID_PARAMETER_VALUE|BAD_REQUEST/],
      [JSON.stringify({ ...body(1), value: true }), 400, /INVALID_PARAMETER_VALUE/],
      [JSON.stringify({ ...body(1), run_id: 'nobody' }), 404, /RESOURCE_DOES_NOT_EXIST/],
    ];
    for (const [text, status, words] of cases) {
      const answer = await post(text, JSON_TYPE);
      expect([text, answer.status]).toEqual([text, status]);
      expect(answer.text).toMatch(words);
    }
    expect(reports).toEqual([]);
  });
});
