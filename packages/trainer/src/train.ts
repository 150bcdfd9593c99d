import {
  type Evaluation,
  initialWeights,
  learningRateAt,
  type NamedTensors,
  type ResumeState,
  type RunLogger,
  type SnapshotReason,
  STREAMS,
  type StepResult,
  shuffled,
  type TrainBatch,
} from '@peasy/core';
import { type BestEpoch, betterOf } from './best-epoch.js';
import { BreathingRoom } from './breathing-room.js';
import { ChunkSize } from './chunk-size.js';
import type { PreparedRun } from './prepare.js';
import type { TrainingProgress } from './progress.js';
import { isScheduledEpoch } from './snapshot-epochs.js';
import { splitArtifact } from './split-artifact.js';
import { testAnswers } from './test-answers.js';
import {
  decodeTrainerState,
  encodeTrainerState,
  FIRST_STATE,
  type TrainerState,
} from './trainer-state.js';

/** Seconds between checkpoints, unless a snapshot comes sooner: what a killed run loses at most, in time. */
const CHECKPOINT_SECONDS = 10;

/** What train takes beside the run. */
export interface TrainOptions {
  readonly logger: RunLogger;
  /** Weights and states to go on from; without it the run starts from its seed. */
  readonly resumeFrom?: { readonly weights: NamedTensors; readonly resume: ResumeState };
  /**
   * When it fires, the step under way is finished (of an engine that takes several at once, those
   * that it was given), a snapshot kept, and the run ends as interrupted.
   */
  readonly stop?: AbortSignal;
  /** Hears of every step and every epoch; the training waits for what it does. */
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/** How a run ended. */
export interface TrainingResult {
  readonly status: 'finished' | 'failed' | 'interrupted';
  /** Why it failed. */
  readonly message?: string;
  /** Whole epochs done. */
  readonly epochs: number;
  readonly best?: BestEpoch;
  /** Of the test photos, with the last weights; only of a finished run that has any. */
  readonly test?: { readonly loss: number; readonly correct: number; readonly count: number };
}

/**
 * Trains a prepared run to its end, reporting to the logger, and finishes the record.
 * Equal config, photos and engine give equal bits, whether or not the run was broken off between.
 * @throws what the engine or the logger throws; the record then says failed.
 */
export async function train(run: PreparedRun, options: TrainOptions): Promise<TrainingResult> {
  const trainer = new Trainer(run, options);
  try {
    const result = await trainer.run();
    await options.logger.finish(result.status, result.message);
    return result;
  } catch (error) {
    // The first error is the one to tell; a record that cannot be finished is found lost later.
    await options.logger
      .finish('failed', error instanceof Error ? error.message : String(error))
      .catch(() => undefined);
    throw error;
  }
}

/** One training run under way: its state, and the steps that move it on. */
class Trainer {
  readonly #run: PreparedRun;
  readonly #options: TrainOptions;
  readonly #stepsPerEpoch: number;
  readonly #breathe = new BreathingRoom();
  readonly #chunkSize = new ChunkSize();
  #state: TrainerState = FIRST_STATE;
  #checkpointAt = performance.now();
  /** When the time that is not yet counted began: all time of a run falls into some epoch. */
  #clock = performance.now();

  constructor(run: PreparedRun, options: TrainOptions) {
    this.#run = run;
    this.#options = options;
    this.#stepsPerEpoch = Math.ceil(run.split.train.length / run.config.batchSize);
  }

  async run(): Promise<TrainingResult> {
    await this.#begin();
    const { epochs } = this.#run.config;
    while (this.#state.epoch < epochs) {
      const broken = await this.#trainEpoch();
      if (broken) return broken;
      await this.#finishEpoch();
    }
    const test = await this.#test();
    return { status: 'finished', epochs, best: this.#state.best, test };
  }

  async #begin(): Promise<void> {
    const { compiled, network, config } = this.#run;
    const from = this.#options.resumeFrom;
    if (from) {
      this.#state = decodeTrainerState(from.resume.trainerState);
      await compiled.setWeights(from.weights);
      await compiled.setOptimizerState(from.resume.optimizerState);
    } else {
      await compiled.setWeights(initialWeights(network, config.seed));
      await this.#options.logger.saveArtifact(splitArtifact(this.#run));
      await this.#saveSnapshot(['initial', 'checkpoint']);
    }
    this.#clock = performance.now();
  }

  /** Trains what is left of the epoch; answers how the run ended, if it did. */
  async #trainEpoch(): Promise<TrainingResult | undefined> {
    const { config, split, compiled } = this.#run;
    const order = shuffled(split.train, config.seed, STREAMS.shuffle, this.#state.epoch);
    while (this.#state.stepInEpoch < this.#stepsPerEpoch) {
      const loss = await (compiled.trainSteps ? this.#trainChunk(order) : this.#trainStep(order));
      if (Number.isNaN(loss) && !config.keepGoing) return this.#failNaN();
      // Not the clock again: reading it is slow on some machines, and waiting threads soon fall asleep.
      await this.#breathe.pause(this.#clock);
      if (this.#options.stop?.aborted) {
        await this.#saveSnapshot(['last', 'checkpoint']);
        return { status: 'interrupted', epochs: this.#state.epoch, best: this.#state.best };
      }
      if (this.#isCheckpointDue() && this.#state.stepInEpoch < this.#stepsPerEpoch) {
        await this.#saveSnapshot(['checkpoint']);
      }
    }
    return undefined;
  }

  /** One step; answers its loss. */
  async #trainStep(order: Int32Array): Promise<number> {
    const batch = this.#batch(order, 0);
    const result = await this.#run.compiled.trainStep(batch);
    this.#take(batch, result, this.#lap());
    this.#tell();
    return result.loss;
  }

  /** Several steps at once, none beyond the epoch; answers the loss of the last that counts. */
  async #trainChunk(order: Int32Array): Promise<number> {
    const { compiled, config } = this.#run;
    const left = this.#stepsPerEpoch - this.#state.stepInEpoch;
    const length = Math.min(this.#chunkSize.steps, left);
    const batches = Array.from({ length }, (_, i) => this.#batch(order, i));
    const began = performance.now();
    const results = await compiled.trainSteps!(batches);
    this.#chunkSize.measure(length, performance.now() - began);
    const seconds = this.#lap() / length;
    let loss = 0;
    for (const [i, result] of results.entries()) {
      this.#take(batches[i], result, seconds);
      loss = result.loss;
      // The run fails at this step. Those that the engine computed after it do no harm: weights that
      // are NaN stay NaN, their results are not recorded, and a resume goes on from before.
      if (Number.isNaN(loss) && !config.keepGoing) break;
    }
    this.#tell();
    return loss;
  }

  /** The batch of the step that comes `ahead` steps after those done. */
  #batch(order: Int32Array, ahead: number): TrainBatch {
    const { config, photos } = this.#run;
    const step = this.#state.step + ahead;
    const from = (this.#state.stepInEpoch + ahead) * config.batchSize;
    return {
      images: photos.images,
      indices: order.subarray(from, from + config.batchSize),
      step,
      learningRate: this.#learningRateAt(step),
    };
  }

  /** Moves the state on by a step that was computed, and logs it. */
  #take({ indices, step }: TrainBatch, { loss, correct }: StepResult, seconds: number): void {
    const state = this.#state;
    const stepInEpoch = state.stepInEpoch + 1;
    this.#state = {
      ...state,
      step: step + 1,
      stepInEpoch,
      lossSum: state.lossSum + loss * indices.length,
      correct: state.correct + correct,
      trainSeconds: state.trainSeconds + seconds,
    };
    const epoch = state.epoch + stepInEpoch / this.#stepsPerEpoch;
    const point = { step, epoch, time: Date.now() };
    this.#options.logger.logMetrics([
      { key: 'stepLoss', value: loss, ...point },
      { key: 'stepAccuracy', value: correct / indices.length, ...point },
    ]);
  }

  /** Says how far the epoch is. */
  #tell(): void {
    const { epoch, stepInEpoch, lossSum, correct, trainSeconds } = this.#state;
    const seen = this.#photosSeen();
    this.#options.onProgress?.({
      kind: 'step',
      epoch: epoch + 1,
      epochs: this.#run.config.epochs,
      step: stepInEpoch,
      steps: this.#stepsPerEpoch,
      loss: lossSum / seen,
      accuracy: correct / seen,
      imagesPerSecond: seen / trainSeconds,
    });
  }

  #learningRateAt(step: number): number {
    const { schedule, optimizer, epochs } = this.#run.config;
    return learningRateAt(step, schedule, {
      learningRate: optimizer.learningRate,
      stepsPerEpoch: this.#stepsPerEpoch,
      epochs,
    });
  }

  /** Validates, reports the epoch, keeps what the policy keeps, and moves on to the next epoch. */
  async #finishEpoch(): Promise<void> {
    const { config, split } = this.#run;
    const { logger, onProgress } = this.#options;
    const validation = await this.#evaluate(split.validation);
    const { lossSum, correct, trainSeconds } = this.#state;
    const count = split.train.length;
    const epoch = this.#state.epoch + 1;
    const metrics: Record<string, number> = {
      loss: lossSum / count,
      accuracy: correct / count,
      ...(validation && {
        valLoss: validation.loss,
        valAccuracy: validation.correct / split.validation.length,
      }),
      learningRate: this.#learningRateAt(this.#state.step - 1),
      seconds: trainSeconds + this.#lap(),
      imagesPerSecond: count / trainSeconds,
    };
    const point = { step: this.#state.step - 1, epoch, time: Date.now() };
    logger.logMetrics(Object.entries(metrics).map(([key, value]) => ({ key, value, ...point })));
    const best = betterOf(this.#state.best, epoch, metrics);
    const reasons: SnapshotReason[] = [];
    if (isScheduledEpoch(epoch, config.snapshots)) reasons.push('scheduled');
    if (best !== this.#state.best) reasons.push('best');
    if (epoch === config.epochs) reasons.push('last');
    if (reasons.length > 0 || this.#isCheckpointDue()) reasons.push('checkpoint');
    this.#state = {
      ...FIRST_STATE,
      epoch,
      step: this.#state.step,
      best,
    };
    if (reasons.length > 0) await this.#saveSnapshot(reasons);
    onProgress?.({
      kind: 'epoch',
      epoch,
      epochs: config.epochs,
      metrics,
      isBest: best?.epoch === epoch,
    });
  }

  async #test(): Promise<TrainingResult['test']> {
    const { split } = this.#run;
    const result = await this.#evaluate(split.test);
    if (!result) return undefined;
    const count = split.test.length;
    const point = { step: this.#state.step - 1, epoch: this.#state.epoch, time: Date.now() };
    this.#options.logger.logMetrics([
      { key: 'testLoss', value: result.loss, ...point },
      { key: 'testAccuracy', value: result.correct / count, ...point },
    ]);
    await this.#options.logger.saveArtifact(testAnswers(this.#run, result));
    return { loss: result.loss, correct: result.correct, count };
  }

  async #evaluate(indices: Int32Array): Promise<Evaluation | undefined> {
    if (indices.length === 0) return undefined;
    return this.#run.compiled.evaluate(this.#run.photos.images, indices);
  }

  async #failNaN(): Promise<TrainingResult> {
    await this.#saveSnapshot(['last']);
    const { epoch, stepInEpoch } = this.#state;
    const { learningRate } = this.#run.config.optimizer;
    return {
      status: 'failed',
      message: `The loss became NaN in epoch ${epoch + 1}, step ${stepInEpoch} of ${this.#stepsPerEpoch}. Try a smaller optimizer.learningRate (now ${learningRate}), or --keep-going to train on.`,
      epochs: epoch,
      best: this.#state.best,
    };
  }

  async #saveSnapshot(reasons: readonly SnapshotReason[]): Promise<void> {
    const { compiled } = this.#run;
    const { epoch, stepInEpoch, step } = this.#state;
    await this.#options.logger.saveSnapshot({
      step,
      epoch: epoch + stepInEpoch / this.#stepsPerEpoch,
      reasons,
      weights: await compiled.weights(),
      resume: reasons.includes('checkpoint')
        ? {
            optimizerState: await compiled.optimizerState(),
            trainerState: encodeTrainerState(this.#state),
          }
        : undefined,
    });
    this.#checkpointAt = performance.now();
  }

  /** Seconds since the last call. */
  #lap(): number {
    const since = this.#clock;
    this.#clock = performance.now();
    return (this.#clock - since) / 1000;
  }

  /** As of the last lap: reading the clock takes microseconds on some machines. */
  #isCheckpointDue(): boolean {
    return this.#clock - this.#checkpointAt > CHECKPOINT_SECONDS * 1000;
  }

  #photosSeen(): number {
    const { config, split } = this.#run;
    return Math.min(this.#state.stepInEpoch * config.batchSize, split.train.length);
  }
}
