import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError } from '../api/types.js';

const PAGE = '<script>alert(1)</script>';

async function served() {
  const { store, server } = await serveRecord();
  const logger = store.startRun(sampleStart({ name: 'cnn' }));
  const keep = (path: string, words: string, mediaType: string) =>
    logger.saveArtifact({ path, mediaType, bytes: new TextEncoder().encode(words) });
  await keep('notes/a b.txt', 'some words', 'text/plain');
  await keep('page.html', PAGE, 'text/html');
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}/api/runs/${path}`, init);
  return { get };
}

describe('GET /api/runs/:ref/artifacts/:path', () => {
  it('sends a file of a run, by any name of the run, to be kept under its own name', async () => {
    const { get } = await served();
    for (const ref of ['cnn', 'latest']) {
      const answer = await get(`${ref}/artifacts/notes/a%20b.txt`);
      expect(await answer.text()).toBe('some words');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.txt"');
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    }
  });

  it('sends a part of a file', async () => {
    const { get } = await served();
    const answer = await get('cnn/artifacts/notes/a%20b.txt', { headers: { range: 'bytes=5-9' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'words']);
  });

  it("lets no user's file act as a page of the server", async () => {
    const { get } = await served();
    const answer = await get('cnn/artifacts/page.html');
    expect(await answer.text()).toBe(PAGE);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['a/..%2f..%2fpeasy.db', '%2fetc/passwd', 'notes%5ca.txt', 'c:%2fx', 'notes%2f%2fa'])(
    'refuses the path %s',
    async (path) => {
      const { get } = await served();
      const answer = await get(`cnn/artifacts/${path}`);
      const { error } = (await answer.json()) as ApiError;
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(error.message).toMatch(/relative, with "\/"|no artifact|There is no/);
    },
  );

  it('says what is not there: a file, a folder, a run', async () => {
    const { get } = await served();
    const said = async (path: string) => {
      const answer = await get(path);
      return `${answer.status} ${((await answer.json()) as ApiError).error.message}`;
    };
    expect(await said('cnn/artifacts/none.txt')).toMatch(
      /^404 Run cnn has no artifact "none\.txt"/,
    );
    expect(await said('cnn/artifacts/notes')).toMatch(/^404 Run cnn has no artifact "notes"/);
    expect(await said('nobody/artifacts/page.html')).toMatch(/^404 /);
  });
});
