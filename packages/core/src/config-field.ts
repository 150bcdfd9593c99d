import { nearestWord } from './nearest.js';

/** One value of a config: its key path, what it may be, and its default. The CLI makes a flag of each. */
export interface ConfigField {
  readonly path: string;
  readonly type: 'integer' | 'number' | 'boolean' | 'string' | 'strings' | 'choice' | 'network';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** min or max itself is not allowed. */
  readonly open?: 'min' | 'max';
  readonly fallback: unknown;
  readonly help: string;
}

/** What a value may be, without its place in a config. */
export type ValueRule = Pick<ConfigField, 'choices' | 'min' | 'max' | 'open'> & {
  readonly type: Exclude<ConfigField['type'], 'network'>;
};

/** A config that cannot be: the message names the key path, what was expected and what came. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The value, checked. @throws ConfigError naming `path`, what was expected and what came. */
export function parseValue(rule: ValueRule, path: string, value: unknown): unknown {
  switch (rule.type) {
    case 'integer':
    case 'number': {
      const kind = rule.type === 'integer' ? 'a whole number' : 'a number';
      return isWithin(rule, value) ? value : refuse(path, kind + rangeInWords(rule), value);
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(path, 'true or false', value);
    case 'string':
      return typeof value === 'string' && value.trim() ? value : refuse(path, 'a text', value);
    case 'strings': {
      const isList =
        Array.isArray(value) && value.every((item) => typeof item === 'string' && item);
      if (!isList) return refuse(path, 'a list of texts', value);
      const isUnique = new Set(value).size === value.length;
      return isUnique ? value : refuse(path, 'a list without repeats', value);
    }
    case 'choice': {
      const choices = rule.choices ?? [];
      if (typeof value === 'string' && choices.includes(value)) return value;
      return refuse(path, `one of ${choices.join(', ')}${meant(value, choices)}`, value);
    }
  }
}

/** Ends with the error that every wrong value ends with. */
export function refuse(path: string, expected: string, value: unknown): never {
  throw new ConfigError(`Expected ${path} to be ${expected}, got ${show(value)}.`);
}

/** " (did you mean cnn?)", or nothing where no candidate is near. */
export function meant(value: unknown, candidates: readonly string[]): string {
  const near = typeof value === 'string' ? nearestWord(value, candidates) : undefined;
  return near ? ` (did you mean ${near}?)` : '';
}

/** An object with keys: no list, no null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an error quotes it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  // JSON has no literal for these, and would say null.
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value) ?? String(value);
}

function isWithin(rule: ValueRule, value: unknown): boolean {
  const { min = -Infinity, max = Infinity, open } = rule;
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (rule.type === 'integer' && !Number.isSafeInteger(value)) return false;
  if (value < min || value > max) return false;
  return !(open === 'min' && value === min) && !(open === 'max' && value === max);
}

function rangeInWords({ min, max, open }: ValueRule): string {
  if (min === undefined) return '';
  if (max === undefined) return open === 'min' ? ` above ${min}` : ` of ${min} and up`;
  return open === 'max' ? ` of ${min} and up, below ${max}` : ` between ${min} and ${max}`;
}
