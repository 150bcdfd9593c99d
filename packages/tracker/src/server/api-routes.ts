import { createRequire } from 'node:module';
import { Router } from 'express';
import type { RunIdList } from '../api/many-runs.js';
import type {
  Health,
  RunColumnList,
  RunDetail,
  RunGroupList,
  RunList,
  SeriesList,
} from '../api/types.js';
import { openapiDocument } from '../openapi/openapi-document.js';
import type { Store } from '../store/store.js';
import { bulkRoutes } from './bulk-routes.js';
import { loggingRoutes } from './logging-routes.js';
import { pointRoutes } from './point-routes.js';
import { queryRoutes } from './query-routes.js';
import { runEditRoutes } from './run-edit-routes.js';
import type { RunEvents } from './run-events.js';
import { groupQueryOf, pageQueryOf } from './run-page-query.js';
import { sendError } from './send-error.js';
import { textsOf } from './texts-of.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What the page reads; every route and its answer is in api/types.ts. */
export function apiRoutes(store: Store, events: RunEvents): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/health', (_request, response) => {
    const body: Health = { name: 'peasy', version, schema: store.schemaVersion() };
    response.json(body);
  });
  router.get('/runs', (request, response) => {
    const trash = request.query.trash === 'true';
    const query = pageQueryOf(request);
    const body: RunList = query
      ? store.pageRuns({ ...query, trash })
      : { runs: store.listRuns({ trash }) };
    response.json(body);
  });
  router.get('/run-ids', (request, response) => {
    const trash = request.query.trash === 'true';
    const body: RunIdList = store.runIds({ ...pageQueryOf(request), trash });
    response.json(body);
  });
  router.get('/run-groups', (request, response) => {
    const groups = store.runGroups(groupQueryOf(request));
    const body: RunGroupList = {
      groups,
      total: groups.reduce((sum, { count }) => sum + count, 0),
    };
    response.json(body);
  });
  router.get('/run-columns', (_request, response) => {
    const body: RunColumnList = store.runColumns();
    response.json(body);
  });
  router.get('/runs/:ref', (request, response) => {
    const body: RunDetail = store.getRun(store.findRun(request.params.ref).id);
    response.json(body);
  });
  router.get('/series', (request, response) => {
    const ids = textsOf(request, 'run').map((ref) => store.findRun(ref).id);
    if (ids.length === 0) {
      return sendError(response, 400, 'Expected at least one run: /api/series?run=ID&key=loss.');
    }
    const body: SeriesList = { series: store.series([...new Set(ids)], textsOf(request, 'key')) };
    return response.json(body);
  });
  router.use(loggingRoutes(store.access));
  router.use(pointRoutes(store));
  router.use(runEditRoutes(store));
  router.use(bulkRoutes(store));
  router.use(queryRoutes(store));
  let document: object | undefined;
  router.get('/openapi.json', (_request, response) => {
    document ??= openapiDocument(version);
    response.json(document);
  });
  router.get('/events', (request, response) => events.connect(request, response));
  router.use((request, response) => {
    sendError(response, 404, `There is no ${request.method} ${request.originalUrl} here.`);
  });
  return router;
}
