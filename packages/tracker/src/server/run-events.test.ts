import { describe, expect, it, onTestFinished } from 'vitest';
import { nextLine, startProgram } from '../../test-programs/run-program.js';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ServerEvent } from '../api/types.js';

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
