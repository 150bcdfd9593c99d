import { z } from 'zod';
import type { PackedPhotos, PackedWeights, PhotoList, PhotoProgress } from '../api/inside.js';
import type { BucketList, PointList, SeriesList, ServerEvent } from '../api/types.js';
import { X_AXES } from '../store/x-axis.js';
import { answeredNumber } from './run-answers.js';

const text = z.string();
const count = z.int();
const numbers = z.array(z.number());
const orNull = z.array(z.number().nullable());
const counts = z.array(count);

const series = z.object({
  run: text,
  key: text,
  step: numbers,
  epoch: numbers,
  time: numbers,
  value: z.array(answeredNumber),
});

export const seriesList = z.object({
  series: z.array(series),
}) satisfies z.ZodType<SeriesList>;

export const pointList = z.object({
  series: z.array(z.object({ ...series.shape, total: count, x: numbers.optional() })),
}) satisfies z.ZodType<PointList>;

/** What buckets lie along. */
export const axis = z.enum(X_AXES);

export const bucketList = z.object({
  x: axis,
  from: z.number().nullable(),
  to: z.number().nullable(),
  buckets: count,
  series: z.array(
    z.object({
      ...{ run: text, key: text, points: count, total: count, first: numbers, last: numbers },
      ...{ min: orNull, max: orNull, mean: orNull, count: counts, nan: counts },
      ...{ infinity: counts, minusInfinity: counts, smooth: orNull.optional() },
    }),
  ),
}) satisfies z.ZodType<BucketList>;

export const serverEvent = z.object({
  type: z.literal('runs'),
  runs: z.array(text),
}) satisfies z.ZodType<ServerEvent>;

export const packedWeights = z.object({
  snapshot: text,
  weights: z.array(z.object({ name: text, shape: counts })),
}) satisfies z.ZodType<PackedWeights>;

const shape = z.tuple([count, count, count]);
export const photoRole = z.enum(['train', 'validation', 'test']);
const photo = z.object({
  index: count,
  path: text,
  label: count,
  role: photoRole.nullable(),
  trained: z.boolean(),
  hash: text,
});

export const photoList = z.object({
  set: text,
  isSame: z.boolean(),
  shape,
  total: count,
  photos: z.array(photo),
}) satisfies z.ZodType<PhotoList>;

export const photoProgress = z.object({
  progress: z
    .object({ stage: z.enum(['scan', 'decode', 'draw']), done: count, total: count })
    .nullable(),
}) satisfies z.ZodType<PhotoProgress>;

export const packedPhotos = z.object({
  shape,
  photos: z.array(photo),
}) satisfies z.ZodType<PackedPhotos>;
