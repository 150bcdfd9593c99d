import { RUN_STATUSES } from '@peasy/core';
import { z } from 'zod';
import type { GroupMetric, RunIdList, RunsChanged } from '../api/many-runs.js';
import type { RunGroupList } from '../api/types.js';
import { answeredNumber } from './run-answers.js';

const text = z.string();
const count = z.int();
const value = answeredNumber.nullable();

const groupMetric = z.object({
  measured: count,
  min: value,
  max: value,
  mean: value,
  deviation: value,
}) satisfies z.ZodType<GroupMetric>;

export const runGroupList = z.object({
  groups: z.array(
    z.object({
      value: text.nullable(),
      count,
      statuses: z.partialRecord(z.enum(RUN_STATUSES), count).optional(),
      metric: groupMetric.optional(),
    }),
  ),
  total: count,
}) satisfies z.ZodType<RunGroupList>;

export const runIdList = z.object({
  ids: z.array(text),
  total: count,
}) satisfies z.ZodType<RunIdList>;

export const runsChanged = z.object({
  changed: z.array(text),
  refused: z.array(z.object({ run: text, message: text })),
}) satisfies z.ZodType<RunsChanged>;
