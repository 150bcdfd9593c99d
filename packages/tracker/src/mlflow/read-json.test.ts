import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asMlflowError } from './mlflow-error.js';
import { readJson } from './read-json.js';

const app = express();
app.use(readJson(1000));
app.use((asked, answer) => {
  answer.json({ body: asked.body });
});
app.use(((error, _asked, answer, _next) => {
  const told = asMlflowError(error);
  answer.status(told.status).json(told);
}) satisfies express.ErrorRequestHandler);
const server = createServer(app);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function send(body: Buffer | string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const asked = request({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/' },
    headers: {
      'content-type': 'application/json',
      ...(headers['transfer-encoding'] ? {} : { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
  });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const part of answer) text += part;
  return { status: answer.statusCode, json: JSON.parse(text) };
}

describe('readJson()', () => {
  const text = '{"name":"é","list":[1,2]}';
  const value = { name: 'é', list: [1, 2] };
  const ofBytes = (encoding: BufferEncoding) => Buffer.from(text, encoding);

  it.each([
    ['plain', text, {}],
    ['with a charset', text, { 'content-type': 'Application/JSON; charset=UTF-8' }],
    ['with a byte order mark', `\uFEFF${text}`, {}],
    ['in chunks', text, { 'transfer-encoding': 'chunked' }],
    ['packed', gzipSync(text), { 'content-encoding': 'gzip' }],
    ['in UTF-16', ofBytes('utf16le'), { 'content-type': 'application/json; charset=utf-16le' }],
  ])('reads a body that comes %s', async (_how, body, headers) => {
    expect(await send(body, headers)).toEqual({ status: 200, json: { body: value } });
  });

  it('leaves bodies that are no JSON by their type', async () => {
    expect(await send(text, { 'content-type': 'text/plain' })).toEqual({ status: 200, json: {} });
  });

  it.each([
    ['cut', text.slice(0, -3), {}, 400],
    ['empty of sense', 'nonsense', {}, 400],
    ['too long', JSON.stringify('x'.repeat(1000)), {}, 400],
    [
      'too long in chunks',
      JSON.stringify('x'.repeat(1000)),
      { 'transfer-encoding': 'chunked' },
      400,
    ],
    ['in letters that nobody knows', text, { 'content-type': 'application/json; charset=x' }, 400],
  ])('refuses a body that is %s', async (_how, body, headers, status) => {
    const answer = await send(body, headers);
    expect(answer).toMatchObject({ status, json: { error_code: 'BAD_REQUEST' } });
  });
});
