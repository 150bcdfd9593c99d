import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeError } from '../cache/write-atomically.js';
import { PhotoError } from '../photo-set.js';

/** The connection could not be made or broke; another attempt may go on from what has arrived. */
export class BrokenConnectionError extends Error {
  override name = 'BrokenConnectionError';
}

/**
 * One request for the rest of a file, appended to what of it is in `part`. What tells this
 * version of the file from another, the server's ETag or date, is kept beside it in
 * `<part>.validator`: without one nothing is continued.
 * @throws BrokenConnectionError, PhotoError.
 */
export async function downloadOnce(
  url: string,
  part: string,
  expectedBytes: number | undefined,
  signal: AbortSignal | undefined,
  onProgress: (done: number, total: number | undefined) => void,
): Promise<void> {
  const validatorPath = `${part}.validator`;
  const validator = await readFile(validatorPath, 'utf8').catch(() => '');
  const file = await open(part, 'a+').catch(async (cause: Error) => {
    throw await writeError(cause, dirname(part), expectedBytes ?? 0, 'the archive');
  });
  try {
    const present = (await file.stat()).size;
    if (present > 0 && present === expectedBytes && validator) return;
    const from = validator ? present : 0;
    const response = await request(url, from, validator, signal);
    const start = startOf(response, from, url);
    if (start === undefined) {
      // The range is past the end of what the server has now: begin anew with the next attempt.
      await file.truncate(0);
      await rm(validatorPath, { force: true });
      throw new BrokenConnectionError('the file on the server has become shorter');
    }
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(length) ? expectedBytes : start + length;
    requireSize(url, expectedBytes, total);
    if (start !== present) await file.truncate(start);
    await writeFile(validatorPath, validatorOf(response));
    const done = await append(response, file, start, (bytes) => onProgress(bytes, total), {
      folder: dirname(part),
      total: total ?? 0,
    });
    if (total !== undefined && done < total) {
      throw new BrokenConnectionError(`the connection ended after ${done} of ${total} bytes`);
    }
    requireSize(url, expectedBytes ?? total, done);
  } finally {
    await file.close();
  }
}

async function request(
  url: string,
  from: number,
  validator: string,
  signal: AbortSignal | undefined,
): Promise<Response> {
  // `identity`: a byte range of a compressed answer would be one of other bytes.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) Object.assign(headers, { range: `bytes=${from}-`, 'if-range': validator });
  return fetch(url, { headers, signal }).catch((cause: Error) => {
    throw new BrokenConnectionError(causeOf(cause), { cause });
  });
}

/**
 * Where the answer's first byte belongs: a server that ignores ranges, or has another file by
 * now, sends all of it from 0; undefined: the range is not there.
 * @throws PhotoError for any other answer.
 */
function startOf(response: Response, from: number, url: string): number | undefined {
  if (response.status === 200) return 0;
  if (response.status === 416) return undefined;
  if (response.status === 206) {
    const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
    if (Number(range?.[1]) === from) return from;
    throw new PhotoError(
      `Expected the part of ${url} from byte ${from}, got "${response.headers.get('content-range')}". Fetch again later.`,
    );
  }
  const advice =
    response.status === 404 || response.status === 410
      ? 'The file is not there any more: fetch the photos by hand and name them with --data.'
      : 'Try again later.';
  throw new PhotoError(
    `Expected to download ${url}, the server answered ${response.status} ${response.statusText}. ${advice}`,
  );
}

/** What If-Range takes: a strong ETag, else the date; weak ETags do not vouch for bytes (RFC 9110, 13.1.5). */
function validatorOf(response: Response): string {
  const tag = response.headers.get('etag');
  return tag && !tag.startsWith('W/') ? tag : (response.headers.get('last-modified') ?? '');
}

function requireSize(url: string, expected: number | undefined, got: number | undefined): void {
  if (expected === undefined || got === undefined || expected === got) return;
  throw new PhotoError(
    `Expected ${url} to have ${expected} bytes, the server's file has ${got}: it has changed. ` +
      'Fetch it by hand, and name it with --data if it holds the photos you want.',
  );
}

async function append(
  response: Response,
  file: FileHandle,
  start: number,
  onProgress: (done: number) => void,
  room: { readonly folder: string; readonly total: number },
): Promise<number> {
  let done = start;
  onProgress(done);
  const reader = response.body?.getReader();
  while (reader) {
    const piece = await reader.read().catch((cause: Error) => {
      throw new BrokenConnectionError(causeOf(cause), { cause });
    });
    if (piece.done) break;
    try {
      await file.appendFile(piece.value);
    } catch (cause) {
      await reader.cancel().catch(() => {});
      throw await writeError(cause as Error, room.folder, room.total - done, 'the archive');
    }
    done += piece.value.length;
    onProgress(done);
  }
  return done;
}

/** `fetch failed` says nothing; the cause under it does. */
function causeOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || (cause as NodeJS.ErrnoException).code || error.message;
}
