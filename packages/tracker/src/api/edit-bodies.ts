import { z } from 'zod';

/** Lengths as MLflow has them, so that what is written here can be read there. */
const MOST = { key: 250, tag: 8_000, note: 1_000_000 } as const;

/** PATCH /api/runs/:ref; what is left out stays, a tag that is null is taken off. */
export const runChangesBody = z.strictObject({
  name: z.string().min(1).max(MOST.key).optional(),
  note: z.string().max(MOST.note).optional(),
  tags: z.record(z.string().min(1).max(MOST.key), z.string().max(MOST.tag).nullable()).optional(),
});

/** POST /api/bulk/trash and /api/bulk/restore: ids of runs. */
export const bulkBody = z.strictObject({
  runs: z.array(z.string().min(1).max(MOST.key)).min(1).max(100_000),
});

/** POST /api/bulk/edit: what becomes of each of the runs, as for one. */
export const bulkEditBody = z.strictObject({
  ...bulkBody.shape,
  note: runChangesBody.shape.note,
  tags: runChangesBody.shape.tags,
});

/** What to keep; what is left out is kept for ever. */
export const retentionRule = z.strictObject({
  keepSnapshots: z.int().min(1).optional(),
  olderThanDays: z.number().min(0).optional(),
  trashDays: z.number().min(0).optional(),
});

/** POST /api/prune */
export const pruneBody = z.strictObject({
  ...retentionRule.shape,
  dryRun: z.boolean().optional(),
});

/** PUT /api/retention; null: everything is kept. */
export const retentionBody = z.strictObject({ rule: retentionRule.nullable() });

const sqlValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** POST /api/query */
export const queryBody = z.strictObject({
  sql: z.string().min(1).max(100_000),
  params: z.union([z.array(sqlValue).max(1000), z.record(z.string(), sqlValue)]).optional(),
  maxRows: z.int().min(1).max(100_000).optional(),
  timeoutMs: z.int().min(1).max(60_000).optional(),
});
