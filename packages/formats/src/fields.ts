import { FormatError } from './format-error.js';

/** Reads the values of a JSON object that another program wrote. Each getter throws a FormatError that says where. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #where: string;

  /** @param where for messages: 'layer "ConvLayer1" (Conv2D)'. */
  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new FormatError(`Expected ${where} to be an object, got ${show(value)}.`);
    }
    this.#values = value as Record<string, unknown>;
    this.#where = where;
  }

  /** Undefined where it is not there, or null. */
  get(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? (this.#values[key] ?? undefined) : undefined;
  }

  text(key: string, fallback?: string): string {
    const value = this.get(key) ?? fallback;
    return typeof value === 'string' ? value : this.#refuse(key, 'a text', value);
  }

  number(key: string, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    return typeof value === 'number' ? value : this.#refuse(key, 'a number', value);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.get(key) ?? fallback;
    return typeof value === 'boolean' ? value : this.#refuse(key, 'true or false', value);
  }

  list(key: string): readonly unknown[] {
    const value = this.get(key);
    return Array.isArray(value) ? value : this.#refuse(key, 'a list', value);
  }

  fields(key: string): Fields {
    return new Fields(this.get(key), `${key} of ${this.#where}`);
  }

  /** A number, or a list of two equal ones: sizes of windows along both sides. */
  square(key: string, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    const sides = Array.isArray(value) ? value : [value, value];
    const [first, second] = sides;
    if (sides.length === 2 && typeof first === 'number' && first === second) return first;
    return this.#refuse(key, 'one number for both sides', value);
  }

  /** @throws FormatError where it is there and another. */
  require(key: string, expected: unknown, fallback: unknown = expected): void {
    const value = this.get(key) ?? fallback;
    if (JSON.stringify(value) !== JSON.stringify(expected)) {
      this.#refuse(key, show(expected), value);
    }
  }

  #refuse(key: string, expected: string, value: unknown): never {
    throw new FormatError(
      `Expected ${key} of ${this.#where} to be ${expected}, got ${show(value)}.`,
    );
  }
}

/** A value for a message, shortened. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

/** JSON of another program. @throws FormatError */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the text, which may hold what moves a terminal's cursor.
    const reason = String(error).replace(/\p{C}/gu, '?');
    throw new FormatError(`Expected ${what} to be JSON: ${reason}.`, { cause: error });
  }
}
