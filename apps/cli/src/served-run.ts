import type { TrackingError } from '@peasy/client';
import type { RunStatus } from '@peasy/core';
import { PassedRun } from './passed-run.js';

/**
 * A run on a server, whose training does not fail because the server is away at its end: `unsent` says
 * then what it does not have.
 */
export class ServedRun extends PassedRun {
  /** What the server does not have after the end, and where it is kept. */
  unsent: TrackingError | undefined;

  override async finish(
    status: Exclude<RunStatus, 'running' | 'lost'>,
    message?: string,
  ): Promise<void> {
    try {
      await this.run.finish(status, message);
    } catch (error) {
      const { code } = error as TrackingError;
      if (code !== 'unsent' && code !== 'denied') throw error;
      this.unsent = error as TrackingError;
    }
  }
}
