import {
  describeNetwork,
  LAYER_KINDS,
  type Network,
  parseLayers,
  RUN_STATUSES,
  SNAPSHOT_REASONS,
  SPLIT_KINDS,
} from '@peasy/core';
import { z } from 'zod';

const word = z.string().min(1).max(250);
const count = z.int().min(0);

/** NaN and the infinities, for which JSON has no number. */
export const special = z.enum(['NaN', 'Infinity', '-Infinity']);
/** A number as core's JsonNumber. */
export const jsonNumber = z.union([z.number(), special.transform(Number)]);

/** A value of a config; {"number": "NaN"} where JSON has no number for it. */
const plainValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ number: special }).transform(({ number }) => Number(number)),
]);
const params = z.record(word, plainValue);
const tags = z.record(word, z.string());

/** Checked as the configs of a training are, so that what is recorded can be compiled. */
const network = z
  .strictObject({
    name: z.string(),
    input: z.tuple([count, count, count]),
    layers: z.array(z.looseObject({ kind: z.enum(LAYER_KINDS), name: z.string() })),
  })
  .transform(({ name, input, layers }, context): Network => {
    try {
      const checked: Network = { name, input, layers: parseLayers(layers, 'layers') };
      describeNetwork(checked);
      return checked;
    } catch (error) {
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  });

const split = z.strictObject({
  kind: z.enum(SPLIT_KINDS),
  digest: z.string(),
  train: count,
  validation: count,
  test: count,
  testAlsoTrained: count,
  validationAlsoTrained: count,
  testNearTrained: count.optional(),
  validationNearTrained: count.optional(),
});

/** What is known of a run before its first step: core's RunStart. */
export const runStart = z.strictObject({
  name: word,
  experiment: word,
  config: z.string().optional(),
  engine: z.string().optional(),
  device: z.string().optional(),
  dataset: z.strictObject({ name: z.string(), digest: z.string() }).optional(),
  classes: z.array(z.string()).optional(),
  network: network.optional(),
  parameters: count.optional(),
  multiplyAdds: count.optional(),
  epochsPlanned: count.optional(),
  split: split.optional(),
  params: params.optional(),
  tags: tags.optional(),
  environment: z.record(z.string(), plainValue.nullable()).optional(),
});

/** POST /api/runs; the id is made by the client, as newRunId does, so that it can log before the server answers. */
export const startBody = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-hjkmnp-tv-z]{12,16}$/)
    .optional(),
  start: runStart,
});

/** POST /api/runs/:id/metrics, as JSON; without a time it is now, without an epoch the step is taken for one. */
export const metricsBody = z.strictObject({
  points: z
    .array(
      z.strictObject({
        key: word,
        step: count,
        epoch: z.number().optional(),
        value: jsonNumber,
        time: z.number().optional(),
      }),
    )
    .max(100_000),
});

/** The head of POST /api/runs/:id/metrics, packed: points column by column follow it, `length` numbers each of step, epoch, time and value. */
export const metricsHead = z.strictObject({
  series: z.array(z.strictObject({ key: word, length: count })),
});

/** POST /api/runs/:id/params */
export const paramsBody = z.strictObject({ params });

/** POST /api/runs/:id/tags */
export const tagsBody = z.strictObject({ tags });

const tensors = z.array(z.strictObject({ name: word, shape: z.array(count) }));

/** The head of PUT /api/runs/:id/snapshots/:step: float32 numbers of each tensor follow it, those of the weights first. */
export const snapshotHead = z.strictObject({
  epoch: z.number(),
  reasons: z.array(z.enum(SNAPSHOT_REASONS)),
  weights: tensors,
  resume: z.strictObject({ optimizerState: tensors, trainerState: z.unknown() }).optional(),
});

/** POST /api/runs/:id/finish */
export const finishBody = z.strictObject({
  status: z.enum(RUN_STATUSES).exclude(['running', 'lost']),
  message: z.string().max(1_000_000).optional(),
});
