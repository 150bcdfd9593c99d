import { z } from 'zod';
import {
  finishBody,
  metricsBody,
  metricsHead,
  paramsBody,
  snapshotHead,
  startBody,
  tagsBody,
} from '../api/logging-bodies.js';
import { type Endpoint, json, type QueryField } from './endpoint.js';
import { acknowledged, runBegun } from './run-answers.js';

const writer: QueryField = {
  schema: z.string(),
  about: 'A random text of the client, which counts its writes to a run from 1 up.',
};
const NUMBERED: Readonly<Record<string, QueryField>> = {
  writer,
  numbers: {
    schema: z.string().regex(/^\d{1,15}(-\d{1,15})?$/),
    about:
      'The number of the write, or "7-9" for three in one: one that is sent again is stored once.',
  },
  age: {
    schema: z.int().min(0),
    about: 'How long ago the program told its client, in milliseconds.',
  },
};

/** A write to a run. */
const write = (
  rest: Pick<Endpoint, 'path' | 'summary' | 'body'> & Partial<Endpoint>,
): Endpoint => ({
  method: 'post',
  role: 'write',
  query: NUMBERED,
  answer: [json(acknowledged)],
  ...rest,
});

/** How programs elsewhere log runs. */
export const LOGGING_ENDPOINTS: readonly Endpoint[] = [
  write({
    path: '/runs',
    summary: 'Begins a run, under the wanted name or, where it is taken, that with a number.',
    body: [json(startBody)],
    status: 201,
    answer: [json(runBegun)],
  }),
  write({
    path: '/runs/{id}/metrics',
    summary: 'Logs points of metrics; a point takes the place of one of its step.',
    body: [
      json(metricsBody),
      {
        type: 'packed',
        schema: metricsHead,
        about:
          'After the head, of each series in turn: float64 steps, epochs, times (milliseconds since 1970), values.',
      },
    ],
  }),
  write({
    path: '/runs/{id}/params',
    summary: 'Adds params; one that is there keeps its value, and another value for it is refused.',
    body: [json(paramsBody)],
  }),
  write({
    path: '/runs/{id}/tags',
    summary: 'Sets tags; those that are there get the new value.',
    body: [json(tagsBody)],
  }),
  write({
    method: 'put',
    path: '/runs/{id}/snapshots/{step}',
    summary: 'Keeps the weights after so many steps, and what an exact resume needs.',
    body: [
      {
        type: 'packed',
        schema: snapshotHead,
        about:
          "After the head: float32 numbers of each tensor, the weights' first, then the optimiser's.",
      },
    ],
  }),
  write({
    method: 'put',
    path: '/runs/{id}/artifacts/{path}',
    summary: 'Keeps a file of any size; the path may have "/" in it.',
    body: [{ type: 'file' }],
  }),
  {
    method: 'post',
    path: '/runs/{id}/heartbeat',
    summary: 'Says that the run lives: one that says nothing for 20 seconds is shown as lost.',
    role: 'write',
    answer: [json(z.object({}))],
  },
  write({
    path: '/runs/{id}/finish',
    summary: 'Ends a run; nothing can be logged after that.',
    body: [json(finishBody)],
  }),
  {
    method: 'get',
    path: '/runs/{id}/acknowledged',
    summary: "How far the server is with a client's writes; 0: none is stored.",
    role: 'read',
    query: { writer: { ...writer, isNeeded: true } },
    answer: [json(acknowledged)],
  },
];
