import { invalid } from './mlflow-error.js';

/**
 * The fields of a request, read by what they must be. Absent, null and "" are all "not given", as
 * MLflow has it; fields that nobody reads are ignored.
 */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #where: string;

  /** @param where names an item of a list in errors: "metrics[3]". */
  constructor(values: Readonly<Record<string, unknown>>, where = '') {
    this.#values = values;
    this.#where = where;
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** A text that must be given. */
  text(name: string): string {
    return this.optionalText(name) ?? this.#refuseMissing(name);
  }

  optionalText(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    if (typeof value === 'string') return value;
    throw this.#wrong(name, 'a text');
  }

  /** A text that must be given and may be empty. */
  anyText(name: string): string {
    const value = this.#values[name];
    if (value === '') return '';
    return this.text(name);
  }

  /** A whole number, as JSON's or as digits in a text. */
  integer(name: string): number {
    return this.optionalInteger(name) ?? this.#refuseMissing(name);
  }

  optionalInteger(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      throw this.#wrong(name, 'a whole number');
    }
    if (!Number.isSafeInteger(number)) {
      throw this.#wrong(name, 'a whole number within ±9007199254740991');
    }
    return number;
  }

  /** A number, as JSON's or as a text; "NaN", "Infinity" and "-Infinity" are numbers. */
  number(name: string): number {
    if (!this.has(name)) return this.#refuseMissing(name);
    const value = this.#values[name];
    if (typeof value === 'number') return value;
    if (typeof value === 'string') {
      if (value === 'NaN') return Number.NaN;
      if (/^[+-]?Infinity$/.test(value)) return Number(value);
      if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
    }
    throw this.#wrong(name, 'a number');
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    if (!this.has(name)) return false;
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#wrong(name, 'true or false');
  }

  /** One of some words, also by its number in the protocol, which counts from 1. */
  optionalChoice<const Word extends string>(
    name: string,
    words: readonly Word[],
  ): Word | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    const word = words.find((each, index) => each === value || String(index + 1) === String(value));
    if (word) return word;
    throw this.#wrong(name, `one of ${words.join(', ')}`);
  }

  /** Texts, in a query as a key that is repeated; none given: none. */
  texts(name: string): string[] {
    const list = this.#listOf(name);
    const texts = list.filter((value) => typeof value === 'string');
    if (texts.length < list.length) throw this.#wrong(name, 'a list of texts');
    return texts;
  }

  /** Objects in a list; none given: none. */
  items(name: string): Fields[] {
    return this.#listOf(name).map((value, index) => {
      const where = `${this.#where}${name}[${index}]`;
      if (!isObject(value)) {
        throw invalid(`Expected ${where} to be an object, got ${shown(value)}.`);
      }
      return new Fields(value, `${where}.`);
    });
  }

  /** An object that must be given. */
  object(name: string): Fields {
    if (!this.has(name)) return this.#refuseMissing(name);
    const value = this.#values[name];
    if (!isObject(value)) throw this.#wrong(name, 'an object');
    return new Fields(value, `${this.#where}${name}.`);
  }

  /** Refuses a field that was given, in the words of the others. */
  refuse(name: string, expected: string): never {
    throw this.#wrong(name, expected);
  }

  #listOf(name: string): readonly unknown[] {
    if (!this.has(name)) return [];
    const value = this.#values[name];
    if (Array.isArray(value)) return value;
    // A key that comes once in a query is a list of one.
    if (typeof value === 'string') return [value];
    throw this.#wrong(name, 'a list');
  }

  #wrong(name: string, expected: string): Error {
    return invalid(
      `Invalid value ${shown(this.#values[name])} for parameter '${this.#where}${name}' supplied: expected ${expected}.`,
    );
  }

  #refuseMissing(name: string): never {
    throw invalid(
      `Missing value for required parameter '${this.#where}${name}'. See the API docs for more information about request parameters.`,
    );
  }
}

/** The fields of a JSON body, or of a query. @throws MlflowError when it is no object. */
export function fieldsOf(values: unknown): Fields {
  if (values === undefined) return new Fields({});
  if (!isObject(values)) throw invalid(`Expected a JSON object, got ${shown(values)}.`);
  return new Fields(values);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
