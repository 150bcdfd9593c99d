import { existsSync } from 'node:fs';
import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PhotoError } from '../photo-set.js';
import { temporaryFolder } from '../testing/photo-files.js';
import { fetchPhotos } from './fetch-photos.js';

/** Not the same at any two places, so a part put together wrongly shows. */
const ARCHIVE = Buffer.from(Uint32Array.from({ length: 500_000 }, (_, i) => i * 2654435761).buffer);

describe('fetchPhotos()', () => {
  it('downloads the archive whole, tells how far it is, and does not download it twice', async () => {
    const folder = join(await temporaryFolder(), 'data');
    const server = await serve(whole());
    const seen: number[] = [];
    const fetchIt = () =>
      fetchPhotos({
        folder,
        url: server.url,
        expectedBytes: ARCHIVE.length,
        onProgress: ({ done, total }) => {
          expect(total).toBe(ARCHIVE.length);
          seen.push(done);
        },
      });
    const path = await fetchIt();
    expect(path).toBe(join(folder, 'photos.zip'));
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['photos.zip']);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(ARCHIVE.length);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(await fetchIt()).toBe(path);
    expect(server.requests).toHaveLength(1);
  });

  it('goes on by itself where a connection broke', async () => {
    const folder = await temporaryFolder();
    const server = await serve(breaksAfter(700_000));
    const path = await fetchPhotos({ folder, url: server.url, expectedBytes: ARCHIVE.length });
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
    expect(server.requests).toHaveLength(3);
    const [first, second, third] = server.requests.map(({ range }) => range);
    expect(first).toBeUndefined();
    expect(rangeStart(second)).toBeGreaterThan(0);
    expect(rangeStart(third)).toBeGreaterThan(rangeStart(second));
    expect(server.requests[1]['if-range']).toBe('"v1"');
  });

  it('goes on where it was aborted, when it is called again', async () => {
    const folder = await temporaryFolder();
    const server = await serve(whole());
    const controller = new AbortController();
    const aborted = fetchPhotos({
      folder,
      url: server.url,
      signal: controller.signal,
      onProgress: ({ done }) => done > 300_000 && controller.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const { size } = await stat(join(folder, 'photos.zip.part'));
    expect(size).toBeGreaterThan(300_000);
    expect(size).toBeLessThan(ARCHIVE.length);

    let resumedFrom = 0;
    const path = await fetchPhotos({
      folder,
      url: server.url,
      onProgress: (progress) => {
        resumedFrom = progress.resumedFrom;
      },
    });
    expect(resumedFrom).toBe(size);
    expect(rangeStart(server.requests[1].range)).toBe(size);
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['photos.zip']);
  });

  it('begins anew when the file on the server is another one by now', async () => {
    const folder = await temporaryFolder();
    await leavePart(folder, Buffer.alloc(1000, 1), '"v0"');
    const server = await serve(whole());
    const path = await fetchPhotos({ folder, url: server.url });
    expect(server.requests[0]).toMatchObject({ range: 'bytes=1000-', 'if-range': '"v0"' });
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
  });

  it('begins anew when the server does not know ranges', async () => {
    const folder = await temporaryFolder();
    await leavePart(folder, ARCHIVE.subarray(0, 1000), '"v1"');
    const server = await serve((_, response) => response.end(ARCHIVE));
    const path = await fetchPhotos({ folder, url: server.url, expectedBytes: ARCHIVE.length });
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
  });

  it('begins anew when nothing vouches for the part, or it is longer than the file', async () => {
    for (const [part, validator] of [
      [Buffer.alloc(1000), undefined],
      [Buffer.alloc(ARCHIVE.length + 5), '"v1"'],
    ] as const) {
      const folder = await temporaryFolder();
      await leavePart(folder, part, validator);
      const server = await serve(whole());
      const path = await fetchPhotos({ folder, url: server.url });
      expect(ARCHIVE.equals(await readFile(path))).toBe(true);
    }
  });

  it('finishes a part that was whole already without a request', async () => {
    const folder = await temporaryFolder();
    await leavePart(folder, ARCHIVE, '"v1"');
    const server = await serve(whole());
    const path = await fetchPhotos({ folder, url: server.url, expectedBytes: ARCHIVE.length });
    expect(ARCHIVE.equals(await readFile(path))).toBe(true);
    expect(server.requests).toHaveLength(0);
  });

  it('refuses a file of another size before downloading it', async () => {
    const folder = await temporaryFolder();
    const server = await serve(whole());
    const refused = fetchPhotos({ folder, url: server.url, expectedBytes: ARCHIVE.length + 1 });
    await expect(refused).rejects.toThrow(PhotoError);
    await expect(refused).rejects.toThrow(`has ${ARCHIVE.length}: it has changed`);
    expect(existsSync(join(folder, 'photos.zip'))).toBe(false);
  });

  it('does not overwrite a file of another size', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'photos.zip'), 'mine');
    const server = await serve(whole());
    await expect(
      fetchPhotos({ folder, url: server.url, expectedBytes: ARCHIVE.length }),
    ).rejects.toThrow(/to have 2000000 bytes, it has 4\. Remove or rename it/);
    expect(await readFile(join(folder, 'photos.zip'), 'utf8')).toBe('mine');
  });

  it('says that the file is gone, or what else the server answered', async () => {
    const folder = await temporaryFolder();
    for (const [status, words] of [
      [404, /answered 404 Not Found\. The file is not there any more/],
      [503, /answered 503 Service Unavailable\. Try again later/],
    ] as const) {
      const server = await serve((_, response) => response.writeHead(status).end());
      await expect(fetchPhotos({ folder, url: server.url })).rejects.toThrow(words);
      expect(server.requests).toHaveLength(1);
    }
  });

  it('says that nobody answers, and what to do', async () => {
    const folder = await temporaryFolder();
    const server = await serve(whole());
    await server.close();
    const offline = fetchPhotos({ folder, url: server.url });
    await expect(offline).rejects.toThrow(PhotoError);
    await expect(offline).rejects.toThrow(
      /Could not reach 127\.0\.0\.1.*ECONNREFUSED.*Are you online\?/,
    );
  });

  it('gives up on a connection that breaks again and again without a byte', async () => {
    const folder = await temporaryFolder();
    const server = await serve((request) => request.socket.destroy());
    await expect(fetchPhotos({ folder, url: server.url })).rejects.toThrow('Could not reach');
    expect(server.requests).toHaveLength(3);
  });

  it.skipIf(!existsSync('/dev/full'))(
    'says how much room is missing on a full disk (needs /dev/full)',
    async () => {
      const folder = await temporaryFolder();
      await symlink('/dev/full', join(folder, 'photos.zip.part'));
      const server = await serve(whole());
      await expect(fetchPhotos({ folder, url: server.url })).rejects.toThrow(
        /Could not write the archive: the disk is full\. 2000000 bytes are needed in/,
      );
    },
  );
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer) {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/download/photos.zip`, requests, close };
}

/** A server as it should be: ranges, If-Range, a strong ETag. */
function whole(): Answer {
  return (request, response) => {
    const start = requestedStart(request);
    if (start > ARCHIVE.length) {
      response.writeHead(416, { 'content-range': `bytes */${ARCHIVE.length}` }).end();
      return;
    }
    writeHead(response, start);
    response.end(ARCHIVE.subarray(start));
  };
}

/** Sends so many bytes and then breaks the connection, until the end is reached. */
function breaksAfter(bytes: number): Answer {
  return (request, response) => {
    const start = requestedStart(request);
    writeHead(response, start);
    if (start + bytes >= ARCHIVE.length) response.end(ARCHIVE.subarray(start));
    else {
      response.write(ARCHIVE.subarray(start, start + bytes), () => {
        setTimeout(() => response.destroy(), 100);
      });
    }
  };
}

function requestedStart(request: IncomingMessage): number {
  const { range } = request.headers;
  return range && request.headers['if-range'] === '"v1"' ? rangeStart(range) : 0;
}

function writeHead(response: ServerResponse, start: number): void {
  response.writeHead(start > 0 ? 206 : 200, {
    etag: '"v1"',
    'content-length': ARCHIVE.length - start,
    ...(start > 0
      ? { 'content-range': `bytes ${start}-${ARCHIVE.length - 1}/${ARCHIVE.length}` }
      : {}),
  });
}

function rangeStart(range: string | undefined): number {
  return Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]);
}

async function leavePart(folder: string, part: Uint8Array, validator?: string): Promise<void> {
  await writeFile(join(folder, 'photos.zip.part'), part);
  if (validator) await writeFile(join(folder, 'photos.zip.part.validator'), validator);
}
