import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nextLine, startProgram } from '../../test-programs/run-program.js';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ServerEvent } from '../api/types.js';
import { createApp } from './create-app.js';
import { RunEvents } from './run-events.js';

interface Heard {
  readonly id: string;
  readonly data: ServerEvent;
}

/** Listens as a page does, over a real connection. */
async function listen(url: string, headers: Record<string, string> = {}) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(`${url}/api/events`, { headers, signal: controller.signal });
  expect(response.headers.get('content-type')).toMatch(/text\/event-stream/);
  const events: Heard[] = [];
  const closed = read(response, events);
  const next = async (index: number) => {
    await expect
      .poll(() => events.length, { timeout: 10_000, interval: 20 })
      .toBeGreaterThan(index);
    return events[index];
  };
  return { events, closed, next, hangUp: () => controller.abort() };
}

async function read(response: Response, events: Heard[]): Promise<'ended' | 'broken'> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) =>
          new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1].trim() ?? '';
        if (!field('data')) continue;
        expect(field('event')).toBe('message');
        events.push({ id: field('id'), data: JSON.parse(field('data')) as ServerEvent });
      }
    }
    return 'ended';
  } catch {
    return 'broken';
  }
}

describe('/api/events', () => {
  it('tells every page which runs another process changed', async () => {
    const { server, file } = await serveRecord();
    const pages = await Promise.all([listen(server.url), listen(server.url)]);
    for (const page of pages) {
      expect((await page.next(0)).data).toEqual({ type: 'runs', runs: [] });
    }
    const child = startProgram('log-until-killed', file);
    const runId = await nextLine(child);
    for (const page of pages) {
      const first = await page.next(1);
      expect(first.data.runs).toEqual([runId]);
      const second = await page.next(2);
      expect(Number(second.id)).toBeGreaterThan(Number(first.id));
    }
    child.kill('SIGKILL');
  });

  it('tells that a run turned lost, and that it lives again', async () => {
    const { server, store } = await serveRecord({ lostAfterSeconds: 1 });
    const { runId } = store.startRun(sampleStart());
    const page = await listen(server.url);
    await page.next(0);
    expect((await page.next(1)).data.runs).toEqual([runId]);
    expect((await page.next(2)).data.runs).toEqual([runId]);
  });

  it('tells a page that comes back all that it missed', async () => {
    const { server, store } = await serveRecord();
    const done = store.startRun(sampleStart());
    await done.finish('finished');
    const page = await listen(server.url);
    const { id } = await page.next(0);
    page.hangUp();
    const missed = store.startRun(sampleStart());
    missed.logMetrics([point('loss', 0, 1)]);
    await missed.finish('failed');
    const again = await listen(server.url, { 'Last-Event-ID': id });
    expect((await again.next(0)).data.runs).toEqual([missed.runId]);
    const stranger = await listen(server.url, { 'Last-Event-ID': '999999' });
    expect((await stranger.next(0)).data.runs).toEqual([done.runId, missed.runId]);
  });

  it('loses nothing to a connection that breaks: the page goes on where it was', async () => {
    const { server, store } = await serveRecord();
    const page = await listen(server.url);
    const first = store.startRun(sampleStart());
    expect((await page.next(1)).data.runs).toEqual([first.runId]);
    const { id } = page.events.at(-1)!;
    page.hangUp();
    await page.closed;
    const missed = store.startRun(sampleStart());
    await missed.finish('finished');
    await first.finish('finished');
    const again = await listen(server.url, { 'Last-Event-ID': id });
    expect(new Set((await again.next(0)).data.runs)).toEqual(new Set([first.runId, missed.runId]));
    // And of what comes after, without a gap.
    const last = store.startRun(sampleStart());
    expect((await again.next(1)).data.runs).toEqual([last.runId]);
    await last.finish('finished');
  });

  it('asks the record once for fifty pages, and not at all for none', async () => {
    const { server, store } = await serveRecord();
    let asked = 0;
    const ask = store.changedRuns.bind(store);
    store.changedRuns = (since) => {
      asked++;
      return ask(since);
    };
    let polled = 0;
    const unended = store.unendedRuns.bind(store);
    store.unendedRuns = () => {
      polled++;
      return unended();
    };
    const pages = await Promise.all(Array.from({ length: 50 }, () => listen(server.url)));
    await Promise.all(pages.map((page) => page.next(0)));
    [asked, polled] = [0, 0];
    await expect.poll(() => polled, { timeout: 10_000 }).toBeGreaterThan(4);
    expect(asked).toBe(polled);
    const { runId } = store.startRun(sampleStart());
    for (const page of pages) expect((await page.next(1)).data.runs).toEqual([runId]);
    expect(asked).toBe(polled);
    for (const page of pages) page.hangUp();
    await Promise.all(pages.map((page) => page.closed));
    // One poll may be on its way.
    const reached = polled + 1;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(polled).toBeLessThanOrEqual(reached);
  });

  it('sends comments while nothing happens', async () => {
    const { store } = await serveRecord();
    const events = new RunEvents(store, () => {}, { heartbeatMs: 30 });
    const app = express().get('/api/events', (request, response) =>
      events.connect(request, response),
    );
    const server = app.listen(0, '127.0.0.1');
    onTestFinished(() => {
      events.close();
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/events`);
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.match(/^:/gm)?.length === 3) break;
    }
    expect(text.match(/^data:/gm)).toHaveLength(1);
  });

  it('keeps nothing for a page that does not read, and tells it all when it reads on', async () => {
    const { store } = await serveRecord();
    const app = createApp({ store, dashboardFolder: '/nowhere' });
    const server = createHttpServer(app.app).listen(0, '127.0.0.1');
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    onTestFinished(() => {
      app.closeEvents();
      server.closeAllConnections();
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const slow = connect(port, '127.0.0.1');
    slow.pause();
    slow.write('GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => sockets.length).toBe(1);
    const quick = await listen(`http://127.0.0.1:${port}`);
    await quick.next(0);
    // Ids of a thousand letters, so that a few events fill what the system holds for a socket.
    const { sqlite } = store.access.connection;
    const counter = sqlite.prepare('UPDATE change_counter SET value = value + 1 RETURNING value');
    const purge = sqlite.prepare('INSERT INTO purged_runs (id, version) VALUES (?, ?)');
    let last = '';
    let most = 0;
    for (let round = 1; round <= 8; round++) {
      sqlite.transaction(() => {
        for (let i = 0; i < 3000; i++) {
          const version = counter.pluck().get() as number;
          last = `${version} `.padEnd(1000, 'x');
          purge.run(last, version);
        }
      })();
      expect((await quick.next(round)).data.runs).toContain(last);
      most = Math.max(most, sockets[0].writableLength);
    }
    // What was sent before it was known to be slow, and not the 24 MB of all of them.
    expect(most).toBeLessThan(10_000_000);
    let text = '';
    slow.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    slow.resume();
    await expect.poll(() => text.includes(last), { timeout: 10_000, interval: 100 }).toBe(true);
    slow.destroy();
  });

  it('ends streams and frees the port at once when the server closes', async () => {
    const { server } = await serveRecord();
    const pages = await Promise.all(Array.from({ length: 5 }, () => listen(server.url)));
    await Promise.all(pages.map((page) => page.next(0)));
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).toBeLessThan(400);
    expect(await Promise.all(pages.map((page) => page.closed))).toEqual(Array(5).fill('ended'));
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
