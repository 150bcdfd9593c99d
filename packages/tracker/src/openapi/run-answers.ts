import { LAYER_KINDS, type Layer, RUN_STATUSES, SNAPSHOT_REASONS, SPLIT_KINDS } from '@peasy/core';
import { z } from 'zod';
import { special } from '../api/logging-bodies.js';
import type {
  Acknowledged,
  ApiError,
  ArtifactRow,
  Health,
  MetricSummary,
  RunBegun,
  RunColumnList,
  RunDetail,
  RunList,
  RunRow,
  SnapshotRow,
} from '../api/types.js';

const text = z.string();
const number = z.number();
const count = z.int();
const time = z.string().meta({ format: 'date-time' });

/** NaN and the infinities come as texts. */
export const answeredNumber = z.union([number, special]);

export const apiError = z.object({
  error: z.object({ status: count, message: text }),
}) satisfies z.ZodType<ApiError>;

export const health = z.object({
  name: z.literal('peasy'),
  version: text,
  schema: text,
}) satisfies z.ZodType<Health>;

export const acknowledged = z.object({ acknowledged: count }) satisfies z.ZodType<Acknowledged>;

export const runBegun = z.object({
  id: text,
  name: text,
  acknowledged: count,
}) satisfies z.ZodType<RunBegun>;

const metricSummary = z.object({
  last: answeredNumber,
  min: answeredNumber.nullable(),
  max: answeredNumber.nullable(),
  best: answeredNumber.nullable(),
  bestEpoch: number.nullable(),
  count,
}) satisfies z.ZodType<MetricSummary>;

const split = z.object({
  kind: z.enum(SPLIT_KINDS),
  digest: text,
  train: count,
  validation: count,
  test: count,
  testAlsoTrained: count,
  validationAlsoTrained: count,
  testNearTrained: count.optional(),
  validationNearTrained: count.optional(),
});

const texts = z.record(text, text);
const environment = z.record(text, z.union([text, number, z.boolean(), z.null()]));

export const runRow = z.object({
  id: text,
  name: text,
  experiment: text,
  config: text.nullable(),
  status: z.enum(RUN_STATUSES),
  message: text.nullable(),
  engine: text.nullable(),
  device: text.nullable(),
  dataset: text.nullable(),
  parameters: count.nullable(),
  multiplyAdds: count.nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  seconds: number,
  epochs: number,
  epochsPlanned: count.nullable(),
  split: split.nullable(),
  metrics: z.record(text, metricSummary),
  tags: texts,
  params: texts.optional(),
  note: text.optional(),
  environment: environment.optional(),
  place: count,
  version: count,
  trashedAt: time.nullable(),
}) satisfies z.ZodType<RunRow>;

export const runList = z.object({
  runs: z.array(runRow),
  total: count.optional(),
}) satisfies z.ZodType<RunList>;

export const runColumnList = z.object({
  params: z.array(text),
  metrics: z.array(text),
  tags: z.array(text),
  environment: z.array(text),
}) satisfies z.ZodType<RunColumnList>;

const snapshotRow = z.object({
  id: text,
  step: count,
  epoch: number,
  reasons: z.array(z.enum(SNAPSHOT_REASONS)),
  createdAt: time,
  bytes: count,
}) satisfies z.ZodType<SnapshotRow>;

const artifactRow = z.object({
  path: text,
  mediaType: text,
  bytes: count,
  sha256: text,
}) satisfies z.ZodType<ArtifactRow>;

/** A layer has more than these two, each kind its own. */
const layer = z.looseObject({
  kind: z.enum(LAYER_KINDS),
  name: text,
}) as unknown as z.ZodType<Layer>;

export const runDetail = z.object({
  ...runRow.shape,
  params: texts,
  note: text,
  environment,
  classes: z.array(text),
  network: z
    .object({ name: text, input: z.tuple([count, count, count]), layers: z.array(layer) })
    .nullable(),
  snapshots: z.array(snapshotRow),
  artifacts: z.array(artifactRow),
}) satisfies z.ZodType<RunDetail>;
