import type { Artifact, MetricPoint, RunLogger, RunStatus, Snapshot } from '@peasy/core';

/** A run that passes on what it is told: for those that do more at one place. */
export class PassedRun implements RunLogger {
  protected readonly run: RunLogger;

  constructor(run: RunLogger) {
    this.run = run;
  }

  get runId(): string {
    return this.run.runId;
  }

  get runName(): string {
    return this.run.runName;
  }

  logParams(params: Readonly<Record<string, string | number | boolean>>): void {
    this.run.logParams(params);
  }

  setTags(tags: Readonly<Record<string, string>>): void {
    this.run.setTags(tags);
  }

  logMetrics(points: readonly MetricPoint[]): void {
    this.run.logMetrics(points);
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.run.saveSnapshot(snapshot);
  }

  saveArtifact(artifact: Artifact): Promise<void> {
    return this.run.saveArtifact(artifact);
  }

  flush(): Promise<void> {
    return this.run.flush();
  }

  finish(status: Exclude<RunStatus, 'running' | 'lost'>, message?: string): Promise<void> {
    return this.run.finish(status, message);
  }
}
