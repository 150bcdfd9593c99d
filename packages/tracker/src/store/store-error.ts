/** What kind of trouble a StoreError is, for programs; its message is for people. */
export const STORE_ERROR_CODES = [
  'missingFile',
  'notADatabase',
  'newerSchema',
  'olderSchema',
  'readOnly',
  'locked',
  'diskFull',
  'corrupt',
  'notFound',
  'ambiguous',
  'conflict',
  'invalid',
  'query',
  'failed',
] as const;
/** One of STORE_ERROR_CODES. */
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

/** Trouble with the record, in words for the person who meets it. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Puts what SQLite or the file system said into words; a StoreError passes through. */
export function asStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const [, kind, words] = TROUBLES.find(([pattern]) => pattern.test(code)) ?? [];
  if (kind && words) return new StoreError(kind, words(file), { cause });
  return new StoreError('failed', `The record ${file} could not be used: ${cause.message}.`, {
    cause,
  });
}

/** Whether another connection holds the lock that was needed, so that trying again may help. */
export function isBusy(error: unknown): boolean {
  const code = String((error as { code?: unknown } | undefined)?.code ?? '');
  return code === 'locked' || /^SQLITE_(BUSY|LOCKED)/.test(code);
}

const TROUBLES: readonly [RegExp, StoreErrorCode, (file: string) => string][] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'locked',
    (file) =>
      `The record ${file} is locked by another program. Close what holds it (a sqlite3 shell with an open transaction?) and try again.`,
  ],
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    'diskFull',
    (file) =>
      `The disk is full: ${file} could not grow. Everything written before is whole. Free some space (\`peasy purge\` empties the trash) and try again.`,
  ],
  [
    /^(SQLITE_READONLY|EROFS)/,
    'readOnly',
    (file) => `The record ${file} is open for reading only, or may not be written to.`,
  ],
  [
    /^SQLITE_NOTADB/,
    'notADatabase',
    (file) => `${file} is not a SQLite database. It was left as it is; name another file.`,
  ],
  [
    /^SQLITE_CORRUPT/,
    'corrupt',
    (file) =>
      `The record ${file} is damaged. Restore it from a copy, or rescue what is left with \`sqlite3 ${file} .recover\`.`,
  ],
  [
    /^(SQLITE_CANTOPEN|EACCES|EPERM)/,
    'failed',
    (file) => `${file} could not be opened. Check that it is a file, and that you may use it.`,
  ],
];
