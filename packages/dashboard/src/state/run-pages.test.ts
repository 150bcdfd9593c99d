import { describe, expect, it } from 'vitest';
import type { RunPage } from '../api/client.js';
import { runRow } from '../testing/run-row.js';
import { PAGE_SIZE, RunPages } from './run-pages.js';

/** A server of 250 runs that answers when it is told to. */
function slowServer() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const fetch = async (query: string, limit: number, offset: number): Promise<RunPage> => {
    asked.push(`${query} ${offset}`);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (query === 'bad') throw new Error('Invalid filter');
    const count = Math.max(0, Math.min(limit, 250 - offset));
    const runs = Array.from({ length: count }, (_, i) => runRow({ id: `${query}${offset + i}` }));
    return { runs, total: 250 };
  };
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { asked, answer, pages: new RunPages(fetch) };
}

describe('RunPages', () => {
  it('reads pages as they come into sight, each once', async () => {
    const { asked, answer, pages } = slowServer();
    pages.want('a');
    await answer();
    const last = PAGE_SIZE - 1;
    expect([pages.total, pages.row(last)?.id]).toEqual([250, `a${last}`]);
    expect(pages.row(PAGE_SIZE)).toBeUndefined();
    void pages.ensure(PAGE_SIZE - 10, PAGE_SIZE + 30);
    void pages.ensure(PAGE_SIZE + 20, PAGE_SIZE + 40);
    await answer();
    expect(pages.row(PAGE_SIZE + 30)?.id).toBe(`a${PAGE_SIZE + 30}`);
    expect(asked).toEqual(['a 0', `a ${PAGE_SIZE}`]);
  });

  it('keeps the rows of the last query until another has an answer', async () => {
    const { answer, pages } = slowServer();
    pages.want('a');
    await answer();
    pages.want('b');
    expect(pages.row(0)?.id).toBe('a0');
    await answer();
    expect(pages.row(0)?.id).toBe('b0');
  });

  it('lets an answer that was overtaken go', async () => {
    const { answer, pages } = slowServer();
    pages.want('a');
    pages.want('b');
    await answer();
    expect(pages.row(0)?.id).toBe('b0');
  });

  it('says why there is none, and keeps the rows that there were', async () => {
    const { answer, pages } = slowServer();
    pages.want('a');
    await answer();
    pages.want('bad');
    await answer();
    expect([pages.problem?.message, pages.row(0)?.id]).toEqual(['Invalid filter', 'a0']);
    pages.want('a2');
    await answer();
    expect(pages.problem).toBeUndefined();
  });

  it('reads what is in sight anew, and the rest when it is seen again', async () => {
    const { asked, answer, pages } = slowServer();
    pages.want('a');
    await answer();
    void pages.ensure(100, 100);
    await answer();
    pages.refresh(110, 120);
    await answer();
    expect(asked.slice(2)).toEqual(['a 100']);
    expect([pages.row(0), pages.row(110)?.id]).toEqual([undefined, 'a110']);
  });
});
