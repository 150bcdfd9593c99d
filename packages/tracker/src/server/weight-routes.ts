import { Router } from 'express';
import type { PackedWeights } from '../api/inside.js';
import type { Store } from '../store/store.js';
import { littleEndianBytes, packBytes } from './pack-bytes.js';

/** Weights of snapshots, for networks that run in the page. A snapshot never changes, so it is sent once. */
export function weightRoutes(store: Store): Router {
  const router = Router();
  router.get('/snapshots/:id/weights', (request, response) => {
    const { id } = request.params;
    const etag = `"${id}"`;
    if (request.get('if-none-match') === etag) return response.status(304).end();
    const weights = [...store.snapshotWeights(id)];
    const head: PackedWeights = {
      snapshot: id,
      weights: weights.map(([name, { shape }]) => ({ name, shape })),
    };
    const parts = weights.map(([, { values }]) => littleEndianBytes(values));
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', etag);
    return response.type('application/octet-stream').send(packBytes(head, parts));
  });
  return router;
}
