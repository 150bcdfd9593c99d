import type { Request } from 'express';

/** All values of a query parameter that may be given several times. */
export function textsOf(request: Request, name: string): string[] {
  const value = request.query[name];
  return [value].flat().filter((text) => typeof text === 'string');
}
