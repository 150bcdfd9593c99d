import { decodeNumber, type JsonNumber } from '@peasy/core';
import { z } from 'zod';
import { StoreError } from '../../store/store-error.js';
import type { Page } from './pages.js';

/** A 64-bit number, which Protocol Buffers' JSON may write as text. */
const integer = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);
const text = z.string();
const double = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .transform((value) => decodeNumber(value as JsonNumber));
const pair = z.object({ key: text, value: text.default('') });
const pairs = z
  .array(pair)
  .default([])
  .transform((list) => new Map(list.map(({ key, value }) => [key, value])));

const experiment = z.object({
  experiment_id: text,
  name: text,
  artifact_location: text.optional(),
  lifecycle_stage: text.optional(),
  creation_time: integer.optional(),
  last_update_time: integer.optional(),
  tags: pairs,
});

const dataset = z.object({
  name: text,
  digest: text,
  source_type: text.default(''),
  source: text.default(''),
  schema: text.optional(),
  profile: text.optional(),
});

const run = z.object({
  info: z.object({
    run_id: z.string().regex(/^[a-zA-Z0-9][\w-]{0,255}$/),
    run_name: text.optional(),
    user_id: text.optional(),
    status: text.optional(),
    start_time: integer.optional(),
    end_time: integer.optional(),
    artifact_uri: text.optional(),
    lifecycle_stage: text.optional(),
  }),
  data: z
    .object({ metrics: z.array(z.object({ key: text })).default([]), params: pairs, tags: pairs })
    .prefault({}),
  inputs: z
    .object({
      dataset_inputs: z.array(z.object({ tags: pairs, dataset })).default([]),
      model_inputs: z.array(z.object({ model_id: text })).default([]),
    })
    .prefault({}),
  outputs: z
    .object({
      model_outputs: z.array(z.object({ model_id: text, step: integer.default(0) })).default([]),
    })
    .prefault({}),
});

const model = z.object({
  info: z.object({
    model_id: text,
    experiment_id: text,
    name: text,
    artifact_uri: text.optional(),
    creation_timestamp_ms: integer.default(0),
    last_updated_timestamp_ms: integer.default(0),
    status: z.union([text, z.number()]).default(0),
    model_type: text.optional(),
    source_run_id: text.optional(),
    tags: pairs,
  }),
  data: z
    .object({
      params: pairs,
      metrics: z
        .array(
          z.object({
            key: text,
            value: double,
            timestamp: integer.default(0),
            step: integer.default(0),
            run_id: text.optional(),
            dataset_name: text.optional(),
            dataset_digest: text.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

const version = z.object({
  name: text,
  version: integer,
  creation_timestamp: integer.default(0),
  last_updated_timestamp: integer.default(0),
  user_id: text.optional(),
  current_stage: text.default('None'),
  description: text.optional(),
  source: text.optional(),
  run_id: text.optional(),
  run_link: text.optional(),
  model_id: text.nullish(),
  tags: pairs,
});

const registeredModel = z.object({
  name: text,
  creation_timestamp: integer.default(0),
  last_updated_timestamp: integer.default(0),
  description: text.optional(),
  tags: pairs,
  aliases: z.array(z.object({ alias: text, version: integer })).default([]),
});

const point = z.object({
  value: double.default(0),
  timestamp: integer.default(0),
  step: integer.default(0),
});

const file = z.object({
  path: text,
  is_dir: z.boolean().default(false),
  file_size: integer.optional(),
});

/** A list under its name, which is left out when it is empty, and the token of the next page. */
const listOf = <Item extends z.ZodType>(name: string, item: Item) =>
  z
    .looseObject({ [name]: z.array(item).default([]), next_page_token: text.optional() })
    .transform((answer): Page<z.output<Item>> => {
      const { [name]: items, next_page_token: token } = answer as Record<string, unknown>;
      return { items: items as z.output<Item>[], token: token as string | undefined };
    });

/** Answers of MLflow's server, as far as they are read. What is at its default may be left out of them. */
export const WIRE = {
  experiments: listOf('experiments', experiment),
  runs: listOf('runs', run),
  models: listOf('models', model),
  registeredModels: listOf('registered_models', registeredModel),
  versions: listOf('model_versions', version),
  points: listOf('metrics', point),
  files: listOf('files', file),
} as const;

export type WireExperiment = z.output<typeof experiment>;
export type WireRun = z.output<typeof run>;
export type WireModel = z.output<typeof model>;
export type WireRegisteredModel = z.output<typeof registeredModel>;
export type WireVersion = z.output<typeof version>;

/** An answer as it should be. @throws StoreError naming the first field that is not. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  path: string,
): z.output<Schema> {
  const { data, error } = schema.safeParse(answer);
  if (error === undefined) return data as z.output<Schema>;
  const [{ path: field, message }] = error.issues;
  throw new StoreError(
    'invalid',
    `Expected an answer as MLflow's server gives it to ${path}; it is not in "${field.join('.')}": ${message}.`,
  );
}
