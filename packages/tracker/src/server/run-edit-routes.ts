import { type Request, Router } from 'express';
import { pruneBody, retentionBody, runChangesBody } from '../api/edit-bodies.js';
import type { PruneAnswer, Purged, Retention, RunDetail } from '../api/types.js';
import type { Store } from '../store/store.js';
import { markRun } from './mark-run.js';
import { jsonBody, readBody } from './read-body.js';

/** Changes of runs by hand: name, note, tags, trash; and what the record keeps. */
export function runEditRoutes(store: Store): Router {
  const router = Router();
  const json = jsonBody('2mb');
  const idOf = (ref: string) => store.findRun(ref).id;
  router.patch('/runs/:ref', json, (request: Request<{ ref: string }>, response) => {
    const { name, ...marks } = readBody(request, runChangesBody);
    const id = idOf(request.params.ref);
    // All of it or nothing.
    store.access.connection.write(() => {
      if (name !== undefined) store.renameRun(id, name);
      markRun(store, id, marks);
    });
    const body: RunDetail = store.getRun(id);
    response.json(body);
  });
  router.post('/runs/:ref/trash', (request, response) => {
    const id = idOf(request.params.ref);
    store.trashRun(id);
    const body: RunDetail = store.getRun(id);
    response.json(body);
  });
  router.post('/runs/:ref/restore', (request, response) => {
    const id = idOf(request.params.ref);
    store.restoreRun(id);
    const body: RunDetail = store.getRun(id);
    response.json(body);
  });
  router.post('/trash/purge', async (_request, response) => {
    const body: Purged = await store.purgeTrashInTurns();
    response.json(body);
  });
  router.post('/prune', json, async (request, response) => {
    const { dryRun = false, ...rule } = readBody(request, pruneBody);
    const body: PruneAnswer = dryRun
      ? { plan: store.planPrune(rule), pruned: null }
      : { plan: null, pruned: await store.pruneInTurns(rule) };
    response.json(body);
  });
  router.get('/retention', (_request, response) => {
    const body: Retention = { rule: store.retention() ?? null };
    response.json(body);
  });
  router.put('/retention', json, (request, response) => {
    const { rule } = readBody(request, retentionBody);
    store.setRetention(rule ?? undefined);
    const body: Retention = { rule: store.retention() ?? null };
    response.json(body);
  });
  return router;
}
