import { StoreError, type StoreErrorCode } from '../store/store-error.js';

/** MLflow's error codes that this server answers with, and their HTTP statuses. */
const STATUS = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  BAD_REQUEST: 400,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
  // MLflow's client would try 429 and 5xx again for minutes; a disk does not become free by that.
  RESOURCE_EXHAUSTED: 507,
} as const;
export type MlflowErrorCode = keyof typeof STATUS;

/** An error as MLflow's clients read it. */
export class MlflowError extends Error {
  override name = 'MlflowError';
  readonly code: MlflowErrorCode;

  constructor(code: MlflowErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** The body of the answer. */
  toJSON(): { error_code: MlflowErrorCode; message: string } {
    return { error_code: this.code, message: this.message };
  }
}

/** The asker's mistake: what was expected, what came. */
export function invalid(message: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', message);
}

/** What was asked for is not there. */
export function missing(message: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', message);
}

const CODES: Partial<Record<StoreErrorCode, MlflowErrorCode>> = {
  notFound: 'RESOURCE_DOES_NOT_EXIST',
  conflict: 'RESOURCE_ALREADY_EXISTS',
  invalid: 'INVALID_PARAMETER_VALUE',
  locked: 'TEMPORARILY_UNAVAILABLE',
  readOnly: 'PERMISSION_DENIED',
  diskFull: 'RESOURCE_EXHAUSTED',
};

/** Puts whatever a route threw into an error that may be told; what nobody expected is told in general words. */
export function asMlflowError(error: unknown): MlflowError {
  if (error instanceof MlflowError) return error;
  if (error instanceof StoreError) {
    return new MlflowError(CODES[error.code] ?? 'INTERNAL_ERROR', error.message, { cause: error });
  }
  const status = (error as { status?: unknown } | undefined)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new MlflowError('BAD_REQUEST', (error as Error).message, { cause: error });
  }
  return new MlflowError('INTERNAL_ERROR', 'The server failed on this request.', { cause: error });
}
