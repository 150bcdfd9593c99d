import { z } from 'zod';
import { type Endpoint, json, type QueryField } from './endpoint.js';
import { runGroupList, runIdList } from './many-run-answers.js';
import { health, runColumnList, runDetail, runList } from './run-answers.js';
import {
  axis,
  bucketList,
  packedPhotos,
  packedWeights,
  photoList,
  photoProgress,
  photoRole,
  pointList,
  seriesList,
  serverEvent,
} from './series-answers.js';

const text = z.string();
const count = z.int().min(0);
const number = z.number();

const runs: QueryField = {
  ...{ schema: text, isList: true, isNeeded: true },
  about: 'Ids, unique beginnings of them, names, or "latest".',
};
const keys: QueryField = { schema: text, isList: true, about: 'Metrics; none: all.' };
const filter: QueryField = {
  schema: text,
  about: "MLflow's grammar: metrics.loss < 0.5 AND params.seed = '1'.",
};
const search: QueryField = { schema: text, about: 'Words that runs have.' };
const trash: QueryField = { schema: z.enum(['true']), about: 'Those in the trash.' };
const RANGE: Readonly<Record<string, QueryField>> = {
  x: { schema: axis, about: 'The axis; default: step.' },
  from: { schema: number, about: 'On the axis, with it.' },
  to: { schema: number, about: 'On the axis, with it.' },
  as: { schema: z.enum(['json', 'binary']) },
};
const PHOTOS: Readonly<Record<string, QueryField>> = {
  role: { schema: photoRole },
  label: { schema: count },
  index: { schema: text, isList: true, about: 'Places in the set, with commas between them.' },
};
const columns = {
  type: 'packed',
  about:
    'The same JSON without its columns, whose names are in `columns`, and float64 columns after it.',
} as const;

const read = (rest: Omit<Endpoint, 'method' | 'role'>): Endpoint => ({
  method: 'get',
  role: 'read',
  ...rest,
});

/** What there is to read of runs. */
export const READING_ENDPOINTS: readonly Endpoint[] = [
  read({ path: '/health', summary: 'Who answers.', answer: [json(health)] }),
  read({
    path: '/runs',
    summary: 'Runs, newest first unless asked otherwise; a page of them where a limit is named.',
    query: {
      ...{ trash, filter, search },
      order_by: { schema: text, isList: true, about: '"metrics.loss DESC"' },
      columns: {
        schema: text,
        isList: true,
        about: 'Metrics, params, note, environment that rows are to have.',
      },
      limit: { schema: count },
      offset: { schema: count },
    },
    answer: [json(runList)],
  }),
  read({
    path: '/run-ids',
    summary: 'Ids of all runs that a query finds, in its order.',
    query: {
      ...{ trash, filter, search },
      order_by: { schema: text, isList: true, about: '"metrics.loss DESC"' },
      limit: { schema: count },
      offset: { schema: count },
    },
    answer: [json(runIdList)],
  }),
  read({
    path: '/run-groups',
    summary: 'How many runs have which value.',
    query: {
      by: { schema: text, isNeeded: true, about: '"params.seed"' },
      metric: {
        schema: text,
        about: '"best.valAccuracy": with the states of the runs and this metric over them.',
      },
      ...{ trash, filter, search },
    },
    answer: [json(runGroupList)],
  }),
  read({
    path: '/run-columns',
    summary: 'Params, metrics, tags and words of the environment that runs have.',
    answer: [json(runColumnList)],
  }),
  read({
    path: '/runs/{ref}',
    summary: 'A run, whole but for its series.',
    answer: [json(runDetail)],
  }),
  read({
    path: '/series',
    summary: 'Every point of metrics of some runs.',
    query: { run: runs, key: keys },
    answer: [json(seriesList)],
  }),
  read({
    path: '/points',
    summary: 'Exact points within a range.',
    query: { run: runs, key: keys, ...RANGE },
    answer: [json(pointList), columns],
  }),
  read({
    path: '/buckets',
    summary: 'Metrics in equal buckets with min, max, mean and count of every point.',
    query: {
      ...{ run: runs, key: keys, ...RANGE },
      buckets: { schema: count, about: 'How many; default: 1000.' },
      smooth: { schema: number, about: 'A distance on the axis.' },
      apart: {
        schema: z.enum(['true']),
        about: 'Each series over the range of its own points.',
      },
      spacing: {
        schema: z.enum(['linear', 'log']),
        about: 'log: equal in the logarithm of the axis, above 0. Default: linear.',
      },
    },
    answer: [json(bucketList), columns],
  }),
  read({
    path: '/snapshots/{id}/weights',
    summary: 'The weights of a snapshot.',
    answer: [{ type: 'packed', schema: packedWeights, about: 'float32 numbers of each tensor.' }],
  }),
  read({
    path: '/runs/{ref}/photos',
    summary: 'Photos of the set that a run was trained on.',
    query: { ...PHOTOS, offset: { schema: count }, limit: { schema: count } },
    answer: [json(photoList)],
  }),
  read({
    path: '/runs/{ref}/photos/progress',
    summary:
      "How far the server is with decoding a run's photos, which the first who asks waits for.",
    answer: [json(photoProgress)],
  }),
  read({
    path: '/runs/{ref}/photos/pixels',
    summary: 'Photos as the network takes them.',
    query: PHOTOS,
    answer: [{ type: 'packed', schema: packedPhotos, about: 'uint8 pixels of each photo.' }],
  }),
  read({
    path: '/runs/{ref}/artifacts/{path}',
    summary: 'A file of a run, as a download; the path may have "/" in it.',
    answer: [{ type: 'file' }],
  }),
  read({
    path: '/events',
    summary: 'Says which runs changed, as they do; ids of events are versions of the record.',
    query: { since: { schema: text, about: 'A version: what changed after it comes first.' } },
    answer: [{ type: 'events', schema: serverEvent }],
  }),
  read({
    path: '/openapi.json',
    summary: 'This document.',
    answer: [json(z.looseObject({ openapi: text }))],
  }),
];
