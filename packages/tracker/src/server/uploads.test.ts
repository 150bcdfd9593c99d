import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveRecord } from '../../test-programs/serve-record.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { BUSY_TIMEOUT_MS } from '../store/open-connection.js';

const ROOT = '/api/2.0/mlflow-artifacts/artifacts';
const MEGABYTE = 2 ** 20;

interface Upload {
  readonly sent: ClientRequest;
  /** Status and body, or how the connection ended. */
  readonly answer: Promise<string>;
}

/** A PUT whose body the test writes. */
function put(url: string, path: string, headers: Record<string, string | number>): Upload {
  const sent = request(`${url}${path}`, { method: 'PUT', headers });
  sent.flushHeaders();
  const answer = new Promise<string>((resolve) => {
    sent.once('error', (error: NodeJS.ErrnoException) => resolve(`broken: ${error.code}`));
    sent.once('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.once('end', () => resolve(`${response.statusCode} ${text}`));
    });
  });
  return { sent, answer };
}

/** What an upload that did not end well has left. */
function leftovers(folder: string): string[] {
  const incoming = join(folder, 'incoming');
  return existsSync(incoming) ? readdirSync(incoming) : [];
}

describe('an upload', () => {
  it('comes back as it was sent, in one PUT of 64 MB', async () => {
    const { server } = await serveRecord();
    const { sent, answer } = put(server.url, `${ROOT}/large.bin`, {
      'content-length': 64 * MEGABYTE,
    });
    const hash = createHash('sha256');
    for (let i = 0; i < 64; i++) {
      const chunk = Buffer.alloc(MEGABYTE, i);
      hash.update(chunk);
      if (!sent.write(chunk)) await new Promise((resolve) => sent.once('drain', resolve));
    }
    sent.end();
    expect(await answer).toBe('200 {}');
    const back = await fetch(`${server.url}${ROOT}/large.bin`);
    const received = createHash('sha256');
    for await (const chunk of back.body!) received.update(chunk as Uint8Array);
    expect(received.digest('hex')).toBe(hash.digest('hex'));
  });

  it('that the disk has no room for is refused before it begins, in words', async () => {
    const { server, folder } = await serveRecord();
    const { sent, answer } = put(server.url, `${ROOT}/huge.bin`, { 'content-length': 1e15 });
    sent.write('x');
    const [, status, body] = /^(\d+) (.*)$/s.exec(await answer)!;
    expect(status).toBe('507');
    expect(JSON.parse(body)).toEqual({
      error_code: 'RESOURCE_EXHAUSTED',
      message: expect.stringMatching(
        /^The file of 1000000000000000 bytes does not fit: .* to spare/,
      ),
    });
    sent.destroy();
    expect(leftovers(join(folder, 'peasy-artifacts'))).toEqual([]);
  });

  it('that is cut off leaves nothing', async () => {
    const { server, folder, reports } = await serveRecord();
    const { sent } = put(server.url, `${ROOT}/half.bin`, { 'content-length': 10 * MEGABYTE });
    sent.write(Buffer.alloc(MEGABYTE));
    await expect.poll(() => leftovers(join(folder, 'peasy-artifacts'))).toHaveLength(1);
    sent.destroy();
    await expect.poll(() => leftovers(join(folder, 'peasy-artifacts'))).toEqual([]);
    expect((await fetch(`${server.url}${ROOT}/half.bin`)).status).toBe(404);
    expect(reports).toEqual([]);
  });

  it('may be slow, but not stand still', async () => {
    const { server, folder } = await serveRecord({}, { idleTimeoutMs: 600, bodyTimeoutMs: 300 });
    const slow = put(server.url, `${ROOT}/slow.bin`, { 'content-length': 12 });
    const still = put(server.url, `${ROOT}/still.bin`, { 'content-length': 12 });
    for (let i = 0; i < 12; i++) {
      slow.sent.write('x');
      await sleep(100);
    }
    slow.sent.end();
    expect(await slow.answer).toBe('200 {}');
    expect(await still.answer).toMatch(/^broken: ECONNRESET/);
    await expect.poll(() => leftovers(join(folder, 'peasy-artifacts'))).toEqual([]);
  });
});

describe('a body that is no upload', () => {
  it('must come to its end in time', async () => {
    const { server, reports } = await serveRecord({}, { bodyTimeoutMs: 200 });
    const sent = request(`${server.url}/api/2.0/mlflow/runs/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
    });
    sent.write('{');
    const status = await new Promise((resolve) => {
      sent.once('response', (response) => resolve(response.resume().statusCode));
      sent.once('error', (error) => resolve(error.message));
    });
    expect(status).toBe(408);
    sent.destroy();
    const quick = await fetch(`${server.url}/api/2.0/mlflow/runs/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"experiment_ids":["0"]}',
    });
    expect(quick.status).toBe(200);
    expect(reports).toEqual([]);
  });
});

describe('a connection', () => {
  it('is kept for longer than the server may wait for a lock, during which it reads nothing', async () => {
    const { server } = await serveRecord();
    const { headers } = await fetch(`${server.url}/api/health`);
    const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive')!)!;
    expect(Number(seconds) * 1000).toBeGreaterThan(2 * BUSY_TIMEOUT_MS);
  });
});

/** A disk of 100 MB, where this machine lets a test make one. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}

describe('a disk that fills up', () => {
  it('ends an upload that did not say its length, before the disk is full', async (context) => {
    const disk = smallDisk();
    if (!disk) return context.skip('[only a superuser can make a small disk]');
    const artifactsFolder = join(disk, 'artifacts');
    mkdirSync(artifactsFolder);
    const { server, store } = await serveRecord({ artifactsFolder });
    const said = put(server.url, `${ROOT}/said.bin`, { 'content-length': 60 * MEGABYTE });
    expect(await said.answer).toMatch(/^507 .*The file of 62914560 bytes does not fit/);
    said.sent.destroy();
    const { sent, answer } = put(server.url, `${ROOT}/unsaid.bin`, {
      'transfer-encoding': 'chunked',
    });
    for (let i = 0; i < 60; i++) sent.write(Buffer.alloc(MEGABYTE));
    sent.end();
    expect(await answer).toMatch(/^507 .*filled the disk of the artifacts after \d+ bytes of it/);
    await expect.poll(() => leftovers(artifactsFolder)).toEqual([]);
    // There is room for what fits.
    const small = put(server.url, `${ROOT}/small.bin`, { 'content-length': 5 });
    small.sent.end('small');
    expect(await small.answer).toBe('200 {}');
    expect(store.health().problems).toEqual([]);
  });
});
