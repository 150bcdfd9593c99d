/** What kind of trouble a TrackingError is, for programs; its message is for people. */
export const TRACKING_ERROR_CODES = [
  'invalid',
  'ended',
  'denied',
  'refused',
  'unsent',
  'spool',
] as const;
/** One of TRACKING_ERROR_CODES. */
export type TrackingErrorCode = (typeof TRACKING_ERROR_CODES)[number];

/**
 * Trouble with logging to a server, in words for the person who meets it. `invalid`: what was given
 * cannot be logged. `denied`: the server wants another token. `refused`: it does not take a write.
 * `unsent`: it does not have everything yet, and what is missing is kept. `spool`: it cannot be kept.
 */
export class TrackingError extends Error {
  override name = 'TrackingError';
  readonly code: TrackingErrorCode;

  constructor(code: TrackingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
