import type { z } from 'zod';
import { readAnswer } from './wire-schema.js';

/** A part of a list, and what to ask for the next with. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly token?: string;
}

/** A list that comes in pages, page by page. @param what is asked for, for errors. */
export async function* pages<Item>(
  ask: (token: string | undefined) => Promise<unknown>,
  schema: z.ZodType<Page<Item>>,
  what: string,
): AsyncIterable<readonly Item[]> {
  let token: string | undefined;
  do {
    const page: Page<Item> = readAnswer(schema, await ask(token), what);
    yield page.items;
    token = page.token || undefined;
  } while (token !== undefined);
}

/** Each item of a list that comes in pages. */
export async function* eachOf<Item>(...list: Parameters<typeof pages<Item>>): AsyncIterable<Item> {
  for await (const items of pages(...list)) yield* items;
}
