import { Router } from 'express';
import { bulkBody, bulkEditBody } from '../api/edit-bodies.js';
import type { RunsChanged } from '../api/many-runs.js';
import type { Store } from '../store/store.js';
import { StoreError } from '../store/store-error.js';
import { markRun } from './mark-run.js';
import { jsonBody, readBody } from './read-body.js';

/** Changes of many runs by hand, each wholly or not at all: note, tags, trash. */
export function bulkRoutes(store: Store): Router {
  const router = Router();
  const json = jsonBody('8mb');
  router.post('/bulk/edit', json, async (request, response) => {
    const { runs, ...marks } = readBody(request, bulkEditBody);
    if (marks.note === undefined && marks.tags === undefined) {
      throw new StoreError('invalid', 'Expected a note or tags for the runs.');
    }
    const body: RunsChanged = await store.changeRunsInTurns(runs, (id) =>
      markRun(store, id, marks),
    );
    response.json(body);
  });
  router.post('/bulk/trash', json, async (request, response) => {
    const { runs } = readBody(request, bulkBody);
    const body: RunsChanged = await store.changeRunsInTurns(runs, (id) => store.trashRun(id));
    response.json(body);
  });
  router.post('/bulk/restore', json, async (request, response) => {
    const { runs } = readBody(request, bulkBody);
    const body: RunsChanged = await store.changeRunsInTurns(runs, (id) => store.restoreRun(id));
    response.json(body);
  });
  return router;
}
