import { createHash } from 'node:crypto';
import { RUN_STATUSES, SPLIT_KINDS } from '@peasy/core';
import { z } from 'zod';
import { kindOfText } from '../export/kind-of-text.js';
import { StoreError } from '../store/store-error.js';
import type { RunFacts } from './imported-run.js';
import type { SourceNotes } from './source.js';

const text = z.string();
const count = z.number().int();
const time = z.iso.datetime().transform((date) => Date.parse(date));
/** z.record would drop a key "__proto__". */
const recordOf = <Value>(kinds: readonly string[], what: string) =>
  z.custom<Readonly<Record<string, Value>>>(
    (record) =>
      typeof record === 'object' &&
      record !== null &&
      Object.values(record).every((value) =>
        kinds.includes(value === null ? 'null' : typeof value),
      ),
    `expected an object of ${what}`,
  );
const texts = recordOf<string>(['string'], 'texts');
const plainValues = recordOf<string | number | boolean | null>(
  ['string', 'number', 'boolean', 'null'],
  'texts, numbers and booleans',
);
const ID = /^[a-zA-Z0-9][\w-]{0,255}$/;

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

const dataset = z.object({
  name: text,
  digest: text,
  sourceType: text,
  source: text,
  schema: text.nullish(),
  profile: text.nullish(),
  tags: z.array(z.object({ key: text, value: text })).default([]),
});

/** A run as `peasy export` writes it; an older one says less. */
const exportedRun = z.object({
  id: z.string().regex(ID, 'expected the id of a run: letters, digits, "_" and "-"'),
  name: text.min(1),
  experiment: text.min(1),
  status: z.enum(RUN_STATUSES),
  config: text.nullish(),
  message: text.nullish(),
  engine: text.nullish(),
  device: text.nullish(),
  dataset: text.nullish(),
  datasetDigest: text.nullish(),
  userId: text.nullish(),
  parameters: count.nullish(),
  multiplyAdds: count.nullish(),
  startedAt: time,
  endedAt: time.nullish(),
  trashedAt: time.nullish(),
  seconds: z.number().nullish(),
  epochs: count.nullish(),
  epochsPlanned: count.nullish(),
  hasHeartbeat: z.boolean().nullish(),
  split: split.nullish(),
  params: texts.default({}),
  textParams: z.array(text).default([]),
  tags: texts.default({}),
  note: text.nullish(),
  classes: z.array(text).default([]),
  network: z.unknown().nullish(),
  environment: plainValues.default({}),
  datasets: z.array(dataset).default([]),
  snapshots: z.array(z.unknown()).default([]),
  artifacts: z.array(z.unknown()).default([]),
});

/**
 * What an exported run says of itself.
 * @param where the run is in the source, for errors.
 * @throws StoreError naming the first field that is not as it should be.
 */
export function exportedFacts(run: unknown, where: string, notes: SourceNotes): RunFacts {
  const { data, error } = exportedRun.safeParse(run);
  if (!data) {
    const [{ path, message }] = error.issues;
    const field = path.length > 0 ? ` in "${path.join('.')}"` : '';
    throw new StoreError(
      'invalid',
      `Expected ${where} to be a run as "peasy export" writes it; it is not${field}: ${message}.`,
    );
  }
  notes.leaveOut('snapshots of weights', data.snapshots.length);
  notes.leaveOut('files of artifacts', data.artifacts.length);
  const isText = new Set(data.textParams);
  const params = Object.entries(data.params).map(
    ([key, value]) =>
      [key, { kind: isText.has(key) ? ('string' as const) : kindOfText(value), value }] as const,
  );
  return {
    ...withoutNulls(data),
    // It said running when it was exported; here it is lost.
    status: data.status === 'lost' ? 'running' : data.status,
    hasHeartbeat: data.hasHeartbeat ?? true,
    params: new Map(params),
    tags: new Map(Object.entries(data.tags)),
    datasets: data.datasets.map((one) => ({
      ...one,
      schema: one.schema ?? undefined,
      profile: one.profile ?? undefined,
      tags: new Map(one.tags.map(({ key, value }) => [key, value])),
    })),
  };
}

/** An id for a run that has none: the same for the same words. */
export function idOf(...words: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);
}

type WithoutNulls<T> = { [Key in keyof T]: Exclude<T[Key], null> };

function withoutNulls<T extends object>(run: T): WithoutNulls<T> {
  const there = Object.entries(run).filter(([, value]) => value !== null);
  return Object.fromEntries(there) as WithoutNulls<T>;
}
