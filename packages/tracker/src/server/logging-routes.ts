import express, { type Request, type Response, Router } from 'express';
import { finishBody, metricsBody, paramsBody, startBody, tagsBody } from '../api/logging-bodies.js';
import type { Acknowledged, RunBegun } from '../api/types.js';
import { checkArtifactPath } from '../store/artifact-files.js';
import { endRun } from '../store/end-run.js';
import { PointBuffer } from '../store/point-columns.js';
import { receiveFile } from '../store/receive-file.js';
import type { RecordAccess } from '../store/record-access.js';
import { dropReceived, putFile } from '../store/record-files.js';
import { newRunId } from '../store/run-id.js';
import { saveSnapshot } from '../store/save-snapshot.js';
import { StoreError } from '../store/store-error.js';
import {
  acknowledgedOf,
  beat,
  beginRun,
  type ClientWrite,
  type WriteTarget,
  writeOnce,
} from '../store/write-once.js';
import { writeBuffer } from '../store/write-points.js';
import { WriteQueue } from '../store/write-queue.js';
import { writeParams, writeTags } from '../store/write-words.js';
import { jsonBody, readBody } from './read-body.js';
import { checkPoint, readPackedPoints, readPackedSnapshot } from './read-packed.js';
import { ageOf, numbersOf } from './write-numbers.js';

/** A request on one run. */
type OfRun = Request<{ id: string }>;

/** Weights come in one piece: a tensor is one value of a row, which SQLite keeps below a gigabyte. */
const SNAPSHOT_LIMIT = '1gb';
const POINTS_LIMIT = '64mb';

/**
 * Programs elsewhere begin runs and log to them. An answer means that it is on disk; a write with
 * numbers that is asked for again is stored once.
 */
export function loggingRoutes(access: RecordAccess): Router {
  const { connection } = access;
  const router = Router();
  const json = jsonBody('16mb');
  const writes = new WriteQueue(connection);
  const write = async (
    request: OfRun,
    response: Response,
    work: (target: WriteTarget) => void,
  ): Promise<void> => {
    const asked = writeOf(request);
    const body: Acknowledged = {
      acknowledged: await writes.write(() => writeOnce(connection, asked, work)),
    };
    response.json(body);
  };
  router.post('/runs', json, async (request, response) => {
    const { id: given, start } = readBody(request, startBody);
    const [numbers, age] = [numbersOf(request), ageOf(request)];
    if (numbers && given === undefined) {
      throw new StoreError(
        'invalid',
        'Expected an id beside the number of the write: without one, a run that is asked for again cannot be told from another.',
      );
    }
    const id = given ?? newRunId();
    const run = { id, start, numbers, age };
    const name = await writes.write(() => beginRun(connection, run));
    const body: RunBegun = { id, name, acknowledged: numbers?.to ?? 0 };
    response.status(201).json(body);
  });
  router.post(
    '/runs/:id/metrics',
    jsonBody('32mb'),
    packed(POINTS_LIMIT),
    (request: OfRun, response) => {
      const points = pointsOf(request);
      return write(request, response, ({ segment, reached }) => {
        reached(points.highestEpoch);
        writeBuffer(connection, request.params.id, segment, points);
      });
    },
  );
  router.post('/runs/:id/params', json, (request: OfRun, response) => {
    const { params } = readBody(request, paramsBody);
    return write(request, response, () => writeParams(connection, request.params.id, params));
  });
  router.post('/runs/:id/tags', json, (request: OfRun, response) => {
    const { tags } = readBody(request, tagsBody);
    return write(request, response, () => writeTags(connection, request.params.id, tags));
  });
  router.put(
    '/runs/:id/snapshots/:step',
    packed(SNAPSHOT_LIMIT),
    (request: Request<{ id: string; step: string }>, response) => {
      const snapshot = readPackedSnapshot(packedOf(request), stepOf(request.params.step));
      return write(request, response, ({ segment }) =>
        saveSnapshot(connection, request.params.id, segment, snapshot),
      );
    },
  );
  router.put('/runs/:id/artifacts/*path', async (request, response) => {
    const path = checkArtifactPath(request.params.path.join('/'));
    const mediaType = request.get('content-type')?.split(';')[0].trim().slice(0, 200);
    const expected = Number(request.get('content-length') ?? 0);
    const received = await receiveFile(access.artifacts, request, expected);
    const place = { runId: request.params.id, path };
    try {
      await write(request, response, () =>
        putFile(access, place, received, mediaType || 'application/octet-stream'),
      );
    } finally {
      // Where it was there already, or is refused.
      dropReceived(received);
    }
  });
  router.post('/runs/:id/heartbeat', (request: OfRun, response) => {
    beat(connection, request.params.id);
    response.json({});
  });
  router.get('/runs/:id/acknowledged', (request, response) => {
    const { writer } = request.query;
    if (typeof writer !== 'string') throw new StoreError('invalid', 'Expected ?writer=NAME.');
    const body: Acknowledged = {
      acknowledged: acknowledgedOf(connection, request.params.id, writer),
    };
    response.json(body);
  });
  router.post('/runs/:id/finish', json, (request: OfRun, response) => {
    const { status, message } = readBody(request, finishBody);
    const end = { status, message, endedAt: Date.now() - ageOf(request) };
    return write(request, response, () => endRun(connection, request.params.id, end));
  });
  return router;
}

function writeOf(request: OfRun): ClientWrite {
  return { runId: request.params.id, numbers: numbersOf(request), age: ageOf(request) };
}

function packed(limit: string) {
  return express.raw({ type: 'application/octet-stream', limit });
}

function packedOf(request: Pick<Request, 'body' | 'get'>): Uint8Array {
  if (Buffer.isBuffer(request.body)) return request.body;
  throw new StoreError(
    'invalid',
    `Expected packed numbers with Content-Type: application/octet-stream, got ${JSON.stringify(request.get('content-type') ?? 'none')}.`,
  );
}

function pointsOf(request: OfRun): PointBuffer {
  if (request.is('application/octet-stream')) return readPackedPoints(packedOf(request));
  const now = Date.now();
  const buffer = new PointBuffer();
  for (const { time = now, ...point } of readBody(request, metricsBody).points) {
    buffer.add(checkPoint({ ...point, time }));
  }
  return buffer;
}

function stepOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new StoreError('invalid', `Expected the step to be a whole number, got "${text}".`);
}
