import type { z } from 'zod';
import type { TokenRole } from '../choices.js';

/** What is sent or answered: JSON, numbers after a head of JSON, a file, or a stream of events. */
export interface Content {
  readonly type: 'json' | 'packed' | 'file' | 'events';
  /** Of the JSON, the head or an event. */
  readonly schema?: z.ZodType;
  readonly about?: string;
}

/** A value of the query. */
export interface QueryField {
  readonly schema: z.ZodType;
  readonly about?: string;
  /** It may be given several times. */
  readonly isList?: boolean;
  readonly isNeeded?: boolean;
}

/** One request of Peasy's own API. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch';
  /** Under /api: "/runs/{ref}". */
  readonly path: string;
  readonly summary: string;
  /** What a token must let do, where the server wants one. */
  readonly role: TokenRole;
  readonly query?: Readonly<Record<string, QueryField>>;
  /** What it takes: one of these. */
  readonly body?: readonly Content[];
  /** What it answers: one of these. */
  readonly answer: readonly Content[];
  /** Default: 200. */
  readonly status?: number;
}

/** JSON of a schema. */
export const json = (schema: z.ZodType): Content => ({ type: 'json', schema });
