import type { SendingEvent } from '@peasy/client';
import type { EngineName, RunLogger } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { RunDetail } from '@peasy/tracker';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';

/** What computes a run, and the run itself as it was before, when it goes on. */
export interface Begun {
  readonly engine: EngineName;
  readonly resumed: RunDetail | undefined;
}

/** What `peasy train` says while it works. */
export interface TrainReport {
  noPhotos(): void;
  photos(photos: PhotoSet): void;
  start(run: PreparedRun, logger: RunLogger, begun: Begun): void;
  progress(progress: TrainingProgress): void;
  /** The server that the run reports to is away, is back, or refused something. */
  server(event: SendingEvent): void;
  /** A wish to stop was heard. */
  stopping(): void;
  end(run: PreparedRun, logger: RunLogger, result: TrainingResult): Promise<void>;
  /** The run ended by an error, which is told elsewhere; what it stored is kept. */
  broken(logger: RunLogger, error: unknown): void;
  close(): void;
}
