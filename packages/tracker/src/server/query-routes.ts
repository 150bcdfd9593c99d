import { Router } from 'express';
import { queryBody } from '../api/edit-bodies.js';
import type { QueryAnswer, SchemaDescription } from '../api/types.js';
import type { SqlParams, SqlValue } from '../store/answer-query.js';
import { describeSchema } from '../store/describe-schema.js';
import { cellOf } from '../store/query-wire.js';
import { SeparateQueries } from '../store/separate-query.js';
import type { Store } from '../store/store.js';
import { jsonBody, readBody } from './read-body.js';

const ROWS = 1_000;
const TIMEOUT_MS = 10_000;

/** SQL that reads, and what it can ask for. */
export function queryRoutes(store: Store): Router {
  const router = Router();
  const queries = new SeparateQueries();
  router.post('/query', jsonBody('1mb'), async (request, response) => {
    const {
      sql,
      params: given = [],
      maxRows = ROWS,
      timeoutMs = TIMEOUT_MS,
    } = readBody(request, queryBody);
    const params = paramsOf(given);
    const { file } = store;
    if (file === ':memory:') {
      const { rows, ...rest } = store.query(sql, { params, maxRows, timeoutMs });
      const cells = rows.map((row) => row.map(cellOf));
      const body: QueryAnswer = { ...rest, rows: cells, maxRows, milliseconds: 0 };
      return void response.json(body);
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { signal } = gone;
    const body = await queries.answer({ file, sql, params, maxRows, timeoutMs, signal });
    response.json(body);
  });
  router.get('/schema', (_request, response) => {
    const body: SchemaDescription = describeSchema(store.access.connection);
    response.json(body);
  });
  return router;
}

type Given = string | number | boolean | null;

function paramsOf(given: readonly Given[] | Readonly<Record<string, Given>>): SqlParams {
  // SQLite has no booleans.
  const plain = (value: Given): SqlValue => (typeof value === 'boolean' ? Number(value) : value);
  if (Array.isArray(given)) return given.map(plain);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, plain(value)]));
}
