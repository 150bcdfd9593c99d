import type { HttpRunLogger, TrackingError } from '@peasy/client';
import type { Artifact, MetricPoint, RunLogger, RunStatus, Snapshot } from '@peasy/core';

/**
 * A run on a server, whose training does not fail because the server is away at its end: `unsent` says
 * then what it does not have.
 */
export class ServedRun implements RunLogger {
  readonly #run: HttpRunLogger;
  /** What the server does not have after the end, and where it is kept. */
  unsent: TrackingError | undefined;

  constructor(run: HttpRunLogger) {
    this.#run = run;
  }

  get runId(): string {
    return this.#run.runId;
  }

  get runName(): string {
    return this.#run.runName;
  }

  logParams(params: Readonly<Record<string, string | number | boolean>>): void {
    this.#run.logParams(params);
  }

  setTags(tags: Readonly<Record<string, string>>): void {
    this.#run.setTags(tags);
  }

  logMetrics(points: readonly MetricPoint[]): void {
    this.#run.logMetrics(points);
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#run.saveSnapshot(snapshot);
  }

  saveArtifact(artifact: Artifact): Promise<void> {
    return this.#run.saveArtifact(artifact);
  }

  flush(): Promise<void> {
    return this.#run.flush();
  }

  async finish(status: Exclude<RunStatus, 'running' | 'lost'>, message?: string): Promise<void> {
    try {
      await this.#run.finish(status, message);
    } catch (error) {
      const { code } = error as TrackingError;
      if (code !== 'unsent' && code !== 'denied') throw error;
      this.unsent = error as TrackingError;
    }
  }
}
