import { z } from 'zod';
import { retentionRule } from '../api/edit-bodies.js';
import type {
  PruneAnswer,
  Purged,
  QueryAnswer,
  Retention,
  SchemaDescription,
} from '../api/types.js';

const text = z.string();
const count = z.int();

export const purged = z.object({ runs: count, bytesFreed: count }) satisfies z.ZodType<Purged>;

export const retention = z.object({
  rule: z.object({ ...retentionRule.shape, appliedAt: text.nullable() }).nullable(),
}) satisfies z.ZodType<Retention>;

const ruledRuns = z.array(z.object({ id: text, name: text, experiment: text, since: text }));

export const pruneAnswer = z.object({
  plan: z
    .object({
      snapshots: z.array(
        z.object({ id: text, run: text, runName: text, step: count, epoch: z.number() }),
      ),
      trash: ruledRuns,
      purge: ruledRuns,
      bytes: count,
    })
    .nullable(),
  pruned: z
    .object({ snapshots: count, trashed: z.array(text), purged: count, bytesFreed: count })
    .nullable(),
}) satisfies z.ZodType<PruneAnswer>;

const cell = z.union([
  text,
  z.number(),
  z.null(),
  z.object({ number: text }),
  z.object({ hex: text }),
]);

export const queryAnswer = z.object({
  columns: z.array(text),
  rows: z.array(z.array(cell)),
  truncated: z.boolean(),
  maxRows: count,
  milliseconds: z.number(),
}) satisfies z.ZodType<QueryAnswer>;

const tables = z.array(
  z.object({
    name: text,
    about: text,
    columns: z.array(z.object({ name: text, type: text, about: text })),
  }),
);

export const schemaDescription = z.object({
  views: tables,
  tables,
}) satisfies z.ZodType<SchemaDescription>;
