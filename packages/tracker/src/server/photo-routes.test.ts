import { describe, expect, it, onTestFinished } from 'vitest';
import { SMALL_NETWORK, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type {
  ApiError,
  PackedPhotos,
  PackedWeights,
  PhotoList,
  PhotoProgress,
} from '../api/index.js';
import { StoreError } from '../store/store-error.js';
import { createServer } from './create-server.js';
import type { PhotoProvider, RunPhotos } from './photo-provider.js';

const PIXELS = Uint8Array.from({ length: 3 * 2 * 2 * 3 }, (_, i) => i * 7);

const PHOTOS: RunPhotos = {
  name: 'three.zip',
  isSame: true,
  paths: ['dog/1.jpg', 'dog/2.jpg', 'cat/1.jpg'],
  hashes: ['a', 'b', 'c'].map((digit) => digit.repeat(64)),
  labels: Uint8Array.of(0, 0, 1),
  roles: ['train', 'test', undefined],
  trained: [true, true, false],
  pixels: PIXELS,
  height: 2,
  width: 2,
  channels: 3,
};

async function served(photosOf: PhotoProvider = async () => PHOTOS) {
  const { store, folder } = await serveRecord();
  const logger = store.startRun(sampleStart({ network: SMALL_NETWORK }));
  const server = await createServer({ store, dashboardFolder: folder, port: 0, photosOf });
  onTestFinished(() => server.close());
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}/api/${path}`, init);
  return { get, logger, store };
}

/** The head of a packed answer, and what follows. */
async function unpack<Head>(answer: Response): Promise<{ head: Head; rest: Uint8Array }> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  expect((4 + length) % 8).toBe(0);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
  return { head, rest: bytes.slice(4 + length) };
}

describe('GET /api/runs/:ref/photos', () => {
  it('lists the photos of a role or a class, a page at a time', async () => {
    const { get } = await served();
    const list = (await (await get('runs/latest/photos?label=0&offset=1')).json()) as PhotoList;
    expect(list).toMatchObject({ set: 'three.zip', isSame: true, shape: [2, 2, 3], total: 2 });
    expect(list.photos).toEqual([
      { index: 1, path: 'dog/2.jpg', label: 0, role: 'test', trained: true, hash: 'b'.repeat(64) },
    ]);
    const tested = (await (await get('runs/latest/photos?role=test')).json()) as PhotoList;
    expect(tested.photos.map(({ index }) => index)).toEqual([1]);
  });

  it('sends the pixels of the photos that are named, in that order', async () => {
    const { get } = await served();
    const { head, rest } = await unpack<PackedPhotos>(
      await get('runs/latest/photos/pixels?index=2,0'),
    );
    expect(head.photos.map(({ path }) => path)).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect([...rest]).toEqual([...PIXELS.slice(24), ...PIXELS.slice(0, 12)]);
  });

  it('says what is wrong with a photo, a role or a number that is none', async () => {
    const { get } = await served();
    const cases: readonly [string, number, RegExp][] = [
      ['runs/latest/photos/pixels?index=3', 404, /^Expected the index of one of the 3 photos of/],
      ['runs/latest/photos/pixels?index=1.5', 404, /^Expected the index of one of the 3/],
      ['runs/latest/photos?role=tested', 400, /^Expected role to be train, validation, test, got/],
      ['runs/latest/photos?limit=-1', 400, /^Expected limit to be a whole number, got "-1"/],
      ['runs/none/photos', 404, /none/],
    ];
    for (const [path, status, words] of cases) {
      const answer = await get(path);
      const { error } = (await answer.json()) as ApiError;
      expect([path, answer.status]).toEqual([path, status]);
      expect(error.message).toMatch(words);
    }
  });

  it('passes on why the photos are not here', async () => {
    const reason = 'The photos of run cnn could not be read.';
    const { get } = await served(() => Promise.reject(new StoreError('notFound', reason)));
    const answer = await get('runs/latest/photos');
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as ApiError).error.message).toBe(reason);
  });
});

describe('GET /api/runs/:ref/photos/progress', () => {
  it('says how far photos are that somebody waits for, and nothing before and after', async () => {
    let finish = () => {};
    let begun = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { get } = await served(async (_run, onProgress) => {
      onProgress?.({ stage: 'scan', done: 3, total: 3 });
      onProgress?.({ stage: 'decode', done: 1, total: 3 });
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return PHOTOS;
    });
    const progress = async () =>
      ((await (await get('runs/latest/photos/progress')).json()) as PhotoProgress).progress;
    expect(await progress()).toBeNull();
    const waiting = get('runs/latest/photos');
    await isBegun;
    expect(await progress()).toEqual({ stage: 'decode', done: 1, total: 3 });
    finish();
    expect((await waiting).status).toBe(200);
    expect(await progress()).toBeNull();
  });
});

describe('GET /api/snapshots/:id/weights', () => {
  it('sends every tensor, bit for bit, and nothing when it is known', async () => {
    const { get, logger, store } = await served();
    const weights = smallWeights(3);
    await logger.saveSnapshot({ step: 0, epoch: 0, reasons: ['initial'], weights });
    const [{ id }] = store.getRun(logger.runId).snapshots;
    const answer = await get(`snapshots/${id}/weights`);
    const { head, rest } = await unpack<PackedWeights>(answer);
    expect(head.snapshot).toBe(id);
    expect(head.weights).toEqual([...weights].map(([name, { shape }]) => ({ name, shape })));
    const values = [...new Float32Array(rest.buffer)];
    expect(values).toEqual([...weights.values()].flatMap((tensor) => [...tensor.values]));
    const headers = { 'If-None-Match': answer.headers.get('etag')! };
    expect((await get(`snapshots/${id}/weights`, { headers })).status).toBe(304);
    expect((await get('snapshots/none/weights')).status).toBe(404);
  });
});
