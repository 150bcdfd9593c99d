import type { Request } from 'express';
import { StoreError } from '../store/store-error.js';
import { checkNumbers, type WriteNumbers } from '../store/write-once.js';

/** The numbers of a write: `?writer=NAME&numbers=7`, or `7-9` for three writes in one; without them it is stored as often as it comes. @throws StoreError */
export function numbersOf(request: Pick<Request, 'query'>): WriteNumbers | undefined {
  const { writer, numbers } = request.query;
  if (writer === undefined && numbers === undefined) return undefined;
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(String(numbers)) ?? [];
  if (typeof writer === 'string' && from !== undefined) {
    return checkNumbers({ writer, from: Number(from), to: Number(to) });
  }
  throw new StoreError(
    'invalid',
    `Expected ?writer=NAME&numbers=7 (or 7-9), got writer ${JSON.stringify(writer)} and numbers ${JSON.stringify(numbers)}.`,
  );
}

/** How long ago it was that the program told its client, `?age=` in milliseconds; else 0. @throws StoreError */
export function ageOf(request: Pick<Request, 'query'>): number {
  const { age } = request.query;
  if (age === undefined) return 0;
  if (typeof age === 'string' && /^\d{1,13}$/.test(age)) {
    // No further back than the clock goes.
    return Math.min(Number(age), Date.now());
  }
  throw new StoreError(
    'invalid',
    `Expected age to be in milliseconds, got ${JSON.stringify(age)}.`,
  );
}
