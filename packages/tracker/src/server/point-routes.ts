import { createHash } from 'node:crypto';
import { encodeNumber } from '@peasy/core';
import { type Request, type Response, Router } from 'express';
import type { BucketList, PointList } from '../api/types.js';
import type { BucketSpacing } from '../store/read-buckets.js';
import type { Store } from '../store/store.js';
import { StoreError } from '../store/store-error.js';
import type { XAxis } from '../store/x-axis.js';
import { packColumns } from './pack-columns.js';
import { textsOf } from './texts-of.js';

/** Points of metrics, exact or in buckets, as JSON or packed; an answer that did not change is not sent again. */
export function pointRoutes(store: Store): Router {
  const router = Router();
  router.get('/points', (request, response) => {
    const runs = runsOf(store, request, response);
    if (runs === undefined) return;
    const series = store.points({ runs, keys: textsOf(request, 'key'), ...placesOf(request) });
    if (isPacked(request)) return sendPacked(response, packColumns({}, series.map(asColumns)));
    const body: PointList = {
      series: series.map(({ step, epoch, time, value, x, ...rest }) => ({
        ...rest,
        step: [...step],
        epoch: [...epoch],
        time: [...time],
        value: Array.from(value, encodeNumber),
        ...(x && { x: [...x] }),
      })),
    };
    response.json(body);
  });
  router.get('/buckets', async (request, response) => {
    const runs = runsOf(store, request, response);
    if (runs === undefined) return;
    const buckets = numberOf(request, 'buckets');
    const smooth = numberOf(request, 'smooth');
    const spacing = textOf(request, 'spacing');
    const { series, ...axis } = await store.bucketsInTurns({
      runs,
      keys: textsOf(request, 'key'),
      ...placesOf(request),
      ...(buckets !== undefined && { buckets }),
      ...(smooth !== undefined && { smooth }),
      apart: textOf(request, 'apart') === 'true',
      ...(spacing !== undefined && { spacing: spacing as BucketSpacing }),
    });
    const ends = { ...axis, from: orNull(axis.from), to: orNull(axis.to) };
    if (isPacked(request)) return sendPacked(response, packColumns(ends, series.map(asColumns)));
    const body: BucketList = {
      ...ends,
      series: series.map((one) => ({
        run: one.run,
        key: one.key,
        points: one.points,
        total: one.total,
        first: [...one.first],
        last: [...one.last],
        min: Array.from(one.min, orNull),
        max: Array.from(one.max, orNull),
        mean: Array.from(one.mean, orNull),
        count: [...one.count],
        nan: [...one.nan],
        infinity: [...one.infinity],
        minusInfinity: [...one.minusInfinity],
        ...(one.smooth && { smooth: Array.from(one.smooth, orNull) }),
      })),
    };
    response.json(body);
  });
  return router;
}

/** The runs that are asked for; undefined when the asker has the answer already and was told so. */
function runsOf(store: Store, request: Request, response: Response): string[] | undefined {
  const refs = textsOf(request, 'run');
  if (refs.length === 0) {
    throw new StoreError(
      'invalid',
      `Expected at least one run: /api${request.path}?run=ID&key=loss.`,
    );
  }
  const versions = new Map(
    refs.map((ref) => {
      const { id, version } = store.findRun(ref);
      return [id, version];
    }),
  );
  const tag = createHash('sha256')
    .update(JSON.stringify([request.originalUrl, ...versions]))
    .digest('hex');
  response.setHeader('Cache-Control', 'private, no-cache');
  const etag = `"${tag.slice(0, 32)}"`;
  response.setHeader('ETag', etag);
  // Not by request.fresh: fetch adds "no-cache" to a request with If-None-Match.
  if (!request.get('If-None-Match')?.includes(etag)) return [...versions.keys()];
  response.status(304).end();
  return undefined;
}

/** A copy as a plain object of columns. */
const asColumns = (series: object) => ({ ...series }) as Record<string, string | Float64Array>;

function isPacked(request: Request): boolean {
  const as = textOf(request, 'as') ?? 'json';
  if (as === 'json' || as === 'binary') return as === 'binary';
  throw new StoreError('invalid', `Expected as to be json or binary, got "${as}".`);
}

function sendPacked(response: Response, bytes: Buffer): void {
  response.type('application/octet-stream').send(bytes);
}

function placesOf(request: Request): { x?: XAxis; from?: number; to?: number } {
  const x = textOf(request, 'x') as XAxis | undefined;
  const from = numberOf(request, 'from');
  const to = numberOf(request, 'to');
  return {
    ...(x !== undefined && { x }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function textOf(request: Request, name: string): string | undefined {
  return textsOf(request, name)[0];
}

function numberOf(request: Request, name: string): number | undefined {
  const text = textOf(request, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new StoreError('invalid', `Expected ${name} to be a number, got "${text}".`);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
