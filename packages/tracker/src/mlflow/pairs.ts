import type { Fields } from './fields.js';
import { checkKey, cut, LIMITS } from './limits.js';
import { invalid } from './mlflow-error.js';

/** Tags of a run: of a key that comes twice the last value stands. */
export function runTagsOf(items: readonly Fields[]): Map<string, string> {
  return new Map(
    items.map((item) => [
      checkKey('tag', item.text('key')),
      cut(item.anyText('value'), LIMITS.runTag),
    ]),
  );
}

/** Params of a run. @throws MlflowError when a key comes twice. */
export function runParamsOf(items: readonly Fields[]): Map<string, string> {
  const params = new Map<string, string>();
  for (const item of items) {
    const key = checkKey('param', item.text('key'));
    if (params.has(key)) {
      throw invalid(
        `Duplicate parameter keys have been submitted: ['${key}']. Send each key once.`,
      );
    }
    params.set(key, cut(item.anyText('value'), LIMITS.param));
  }
  return params;
}

/** Keys and values as they are, with their lengths checked. */
export function pairsOf(
  items: readonly Fields[],
  what: string,
  mostKey: number,
  mostValue: number,
): Map<string, string> {
  return new Map(
    items.map((item) => {
      const key = item.text('key');
      const value = item.anyText('value');
      if (key.length > mostKey)
        item.refuse('key', `the key of ${what}, of at most ${mostKey} characters`);
      if (value.length > mostValue) {
        item.refuse('value', `the value of ${what}, of at most ${mostValue} characters`);
      }
      return [key, value];
    }),
  );
}
