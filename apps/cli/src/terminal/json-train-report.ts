import type { SendingEvent } from '@peasy/client';
import { type RunLogger, wilsonInterval } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { PreparedRun, TrainingProgress, TrainingResult } from '@peasy/trainer';
import { changedDeviceNotice, changedEngineNotice } from '../recorded-engine.js';
import { changedSetNotice } from '../recorded-set.js';
import { DRAWN_NOTICE } from '../words.js';
import { jsonLine } from './json-line.js';
import type { Begun, TrainReport } from './train-report.js';

/** For machines: one JSON object a line. */
export class JsonTrainReport implements TrainReport {
  noPhotos(): void {
    jsonLine({ event: 'noPhotos', dataset: 'drawn', message: DRAWN_NOTICE });
  }

  photos({ name, classes, rejected, images, cached }: PhotoSet): void {
    jsonLine({ event: 'photos', dataset: name, classes, count: images.count, rejected, cached });
  }

  start(run: PreparedRun, logger: RunLogger, { engine, resumed }: Begun): void {
    const now = { engine, device: run.compiled.device };
    jsonLine({
      event: 'start',
      id: logger.runId,
      name: logger.runName,
      resumedAfterEpoch: resumed?.epochs ?? null,
      network: run.network.name,
      parameters: run.description.parameters,
      device: now.device,
      engineNotice: changedEngineNotice(resumed, now),
      deviceNotice: changedDeviceNotice(resumed, now),
      instructionSetNotice: changedSetNotice(resumed, run.compiled.settings),
      split: run.splitSummary,
      config: run.config,
    });
  }

  progress(progress: TrainingProgress): void {
    if (progress.kind === 'epoch') {
      const { epoch, epochs, metrics } = progress;
      jsonLine({ event: 'epoch', epoch, epochs, ...metrics });
    }
  }

  server({ kind, message }: SendingEvent): void {
    jsonLine({ event: 'server', kind, message });
  }

  stopping(): void {
    jsonLine({ event: 'stopping' });
  }

  async end(run: PreparedRun, logger: RunLogger, result: TrainingResult): Promise<void> {
    const { status, message, epochs, best, test } = result;
    const { validation, ...split } = run.splitSummary;
    jsonLine({
      event: 'end',
      id: logger.runId,
      name: logger.runName,
      status,
      message,
      epochs,
      best: best && {
        ...best,
        n: validation,
        interval: wilsonInterval(Math.round(best.valAccuracy * validation), validation),
      },
      test: test && {
        ...test,
        accuracy: test.correct / test.count,
        interval: wilsonInterval(test.correct, test.count),
      },
      testAlsoTrained: split.testAlsoTrained,
      validationAlsoTrained: split.validationAlsoTrained,
      testNearTrained: split.testNearTrained,
      validationNearTrained: split.validationNearTrained,
    });
  }

  broken({ runId, runName }: RunLogger, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    jsonLine({ event: 'end', id: runId, name: runName, status: 'failed', message });
  }

  close(): void {}
}
