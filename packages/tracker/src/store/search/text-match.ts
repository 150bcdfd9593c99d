import type Sqlite from 'better-sqlite3';

/** Name of the SQL function that compares in any case beyond ASCII: `text_match(pattern, text)`. */
const TEXT_MATCH = 'text_match';

/** Name of the SQL function that makes texts to order by, so that "cnn-9" comes before "cnn-10". */
export const NATURAL_KEY = 'natural_key';

/** Name of the SQL aggregate of the sample standard deviation. */
export const DEVIATION = 'sample_deviation';

/** What is known of numbers after some: how many, their mean, the sum of squares about it. */
interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/** Gives a connection the functions that searches use. */
export function defineTextMatch(sqlite: Sqlite.Database): void {
  sqlite.function(TEXT_MATCH, { deterministic: true }, (pattern, text) =>
    typeof pattern === 'string' && typeof text === 'string'
      ? Number(matchesInAnyCase(pattern, text))
      : null,
  );
  sqlite.function(NATURAL_KEY, { deterministic: true }, (text) =>
    typeof text === 'string' ? naturalKey(text) : null,
  );
  // Welford's way: squares of the numbers themselves would lose the digits that matter.
  sqlite.aggregate<Moments>(DEVIATION, {
    start: () => ({ count: 0, mean: 0, squares: 0 }),
    step: (moments, value) => {
      if (typeof value !== 'number') return moments;
      const away = value - moments.mean;
      moments.count++;
      moments.mean += away / moments.count;
      moments.squares += away * (value - moments.mean);
      return moments;
    },
    result: ({ count, squares }) => (count > 1 ? Math.sqrt(squares / (count - 1)) : null),
  });
}

/** A text in small letters, whose whole numbers are as long as each other. */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d{1,15}/g, (digits) => digits.padStart(15, '0'));
}

/** SQL that compares a column with a pattern of `%` and `_`, and the value to bind. */
export function textMatchSql(
  column: string,
  pattern: string,
  anyCase: boolean,
): { sql: string; value: string } {
  // SQLite's GLOB minds the case, its LIKE does not, and knows ASCII only.
  if (!anyCase) return { sql: `${column} GLOB ?`, value: asGlob(pattern) };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(pattern)) {
    return { sql: `${column} LIKE ?`, value: pattern.replace(/%+/g, '%') };
  }
  return { sql: `${TEXT_MATCH}(?, ${column})`, value: pattern };
}

function asGlob(pattern: string): string {
  return pattern
    .replace(/[*?[]/g, (sign) => `[${sign}]`)
    .replace(/%+/g, '*')
    .replace(/_/g, '?');
}

/** Whether a text fits a pattern of `%` and `_`, in any case. Takes pattern times text steps at most. */
export function matchesInAnyCase(pattern: string, text: string): boolean {
  const wanted = [...pattern.toLowerCase()];
  const got = [...text.toLowerCase()];
  let [p, t] = [0, 0];
  // Where to go on from when the text after the last % does not fit.
  let [star, mark] = [-1, 0];
  while (t < got.length) {
    if (wanted[p] === '%') {
      [star, mark] = [p++, t];
    } else if (p < wanted.length && (wanted[p] === '_' || wanted[p] === got[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (wanted[p] === '%') p++;
  return p === wanted.length;
}
