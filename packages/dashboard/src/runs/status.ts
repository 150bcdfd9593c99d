import type { RunStatus } from '@peasy/core';

/** What a state means, for those who meet its word the first time. */
export const STATUS_MEANINGS: Readonly<Record<RunStatus, string>> = {
  running: 'Training now',
  finished: 'Ran to its end',
  failed: 'Stopped by an error',
  interrupted: 'Stopped by a person; can be resumed',
  lost: 'Said it was running, and its heartbeat stopped; can be resumed',
};
