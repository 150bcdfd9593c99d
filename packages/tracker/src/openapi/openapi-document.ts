import { z } from 'zod';
import type { Content, Endpoint, QueryField } from './endpoint.js';
import { KEEPING_ENDPOINTS } from './keeping-endpoints.js';
import { LOGGING_ENDPOINTS } from './logging-endpoints.js';
import { READING_ENDPOINTS } from './reading-endpoints.js';
import { apiError } from './run-answers.js';

/** Every request of Peasy's own API. MLflow's protocol is described by MLflow. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...LOGGING_ENDPOINTS,
  ...READING_ENDPOINTS,
  ...KEEPING_ENDPOINTS,
];

const MEDIA_TYPES: Readonly<Record<Content['type'], string>> = {
  json: 'application/json',
  packed: 'application/octet-stream',
  file: '*/*',
  events: 'text/event-stream',
};
const PACKED =
  'Packed: 4 bytes with the length of the head (little-endian), the head as JSON filled up with spaces to a multiple of 8 bytes, and little-endian numbers.';

/** The OpenAPI document of the server, from the very schemas that its requests are checked by. */
export function openapiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of ENDPOINTS) {
    const path = `/api${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Peasy',
      version,
      description: `Runs of image networks: logged, read, kept. Numbers that JSON has none for travel as "NaN", "Infinity" and "-Infinity". ${PACKED}`,
    },
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'Wanted where other machines reach the server: "peasy token add NAME" makes one.',
        },
      },
      schemas: { Error: schemaOf(apiError) },
    },
  };
}

function operationOf(endpoint: Endpoint): object {
  const { method, path, summary, role, query = {}, body, answer, status } = endpoint;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    summary,
    operationId: operationId(method, path),
    'x-token-role': role,
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query).map(([name, field]) => parameterOf(name, field)),
    ],
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [status ?? 200]: { description: 'It is done.', content: contentOf(answer) },
      default: {
        description: 'It is not done, and why.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

/** "postRunsIdMetrics" */
function operationId(method: string, path: string): string {
  const words = path.match(/[a-z]+/gi)!;
  return method + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function parameterOf(name: string, { schema, about, isList, isNeeded }: QueryField): object {
  const one = schemaOf(schema);
  return {
    name,
    in: 'query',
    required: isNeeded ?? false,
    ...(about && { description: about }),
    schema: isList ? { type: 'array', items: one } : one,
    ...(isList && { explode: true }),
  };
}

function contentOf(contents: readonly Content[]): object {
  return Object.fromEntries(
    contents.map(({ type, schema, about }) => [
      MEDIA_TYPES[type],
      type === 'packed' || type === 'file'
        ? {
            schema: { type: 'string', format: 'binary', ...(about && { description: about }) },
            ...(schema && { 'x-head': schemaOf(schema) }),
          }
        : { schema: schema && schemaOf(schema) },
    ]),
  );
}

/** What may be sent, or comes: before a schema makes something of it. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
