export {
  ACTIVATIONS,
  type Activation,
  type ActivationLayer,
  type AddLayer,
  type AvgPool2dLayer,
  BATCH_NORMALIZATION_DEFAULTS,
  type BatchNormalizationLayer,
  type Conv2dLayer,
  DEFAULT_ALPHA,
  type DenseLayer,
  type DropoutLayer,
  type FlattenLayer,
  type GlobalAveragePool2dLayer,
  INITIALIZERS,
  type Initializer,
  LAYER_KINDS,
  type Layer,
  type MapShape,
  type MaxPool2dLayer,
  type Network,
  PADDINGS,
  type Padding,
  STRIDES,
  type Strides,
  withoutDropout,
} from './network.js';
export {
  describeNetwork,
  type LayerDescription,
  type NetworkDescription,
  type WeightDescription,
  type WeightRole,
} from './network-description.js';
export { NetworkError } from './network-error.js';
export { type WindowPlaces, windowPlaces } from './window-places.js';
export { NETWORKS } from './networks/index.js';
export { initialWeights } from './weights.js';

export {
  type CompiledNetwork,
  type CompileOptions,
  DEVICES,
  type DeviceChoice,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  type Evaluation,
  INSTRUCTION_SETS,
  type InstructionSet,
  type LabelledImages,
  LOSSES,
  type Loss,
  type NamedTensors,
  type StepResult,
  type Tensor,
  type TrainBatch,
} from './engine.js';
export {
  DEFAULT_ADAM,
  OPTIMIZERS,
  type OptimizerKind,
  type OptimizerOptions,
} from './optimizer.js';
export {
  LEARNING_RATE_SCHEDULES,
  type LearningRateSchedule,
  type LearningRateScheduleKind,
  learningRateAt,
  type ScheduleSpan,
} from './learning-rate.js';
export {
  type Augmentation,
  type AugmentationPlace,
  augmentPhoto,
  changesPhotos,
  NO_AUGMENTATION,
} from './augmentation.js';
export { drawMixup, type Mixup, mixPhotos } from './mixup.js';
export { labelTargets, type TargetOptions } from './label-targets.js';

export { networkOf, parseFlag, parseRunConfig, type RunConfig, writePath } from './run-config.js';
export {
  FITS,
  type Fit,
  RUN_CONFIG_FIELDS,
  SNAPSHOT_SCHEDULES,
  type SnapshotSchedule,
} from './run-config-fields.js';
export { ConfigError, type ConfigField } from './config-field.js';
export { configFromParams, configToParams } from './config-params.js';
export { parseLayers } from './parse-layers.js';

export { type DividedPhotos, dividePhotos } from './divide-photos.js';
export {
  NEAR_DUPLICATES,
  type NearDuplicateOptions,
  type NearDuplicatePair,
  NearDuplicates,
} from './near-duplicates.js';
export {
  type PhotoIdentity,
  SPLIT_KINDS,
  type Split,
  SplitError,
  type SplitKind,
  type SplitOptions,
  splitPhotos,
} from './split.js';

export {
  type Artifact,
  type MetricPoint,
  type ResumeState,
  RUN_STATUSES,
  type RunLogger,
  type RunStart,
  type RunStatus,
  SNAPSHOT_REASONS,
  type Snapshot,
  type SnapshotReason,
  type SplitSummary,
} from './run-logger.js';
export {
  EPOCH_METRICS,
  hasBest,
  isHigherBetter,
  partMeasured,
  STEP_METRICS,
  TEST_METRICS,
} from './metrics.js';
export { decodeNumber, encodeNumber, type JsonNumber } from './json-number.js';

export {
  counterHash,
  dropoutThreshold,
  hash32,
  RandomStream,
  randomKey,
  randomUint32,
  STREAMS,
  shuffled,
} from './random.js';
export { numpyShuffle } from './numpy-random.js';

export {
  confusionMatrix,
  holm,
  type Interval,
  type McNemarResult,
  mcnemar,
  wilsonInterval,
} from './statistics.js';
export {
  CONVOLUTION_BOUNDARIES,
  CONVOLUTION_MODES,
  type ConvolutionBoundary,
  type ConvolutionMode,
  convolve2d,
  correlate2d,
  type Matrix,
} from './convolution.js';

export { groupBySeed, SEED_PARAM, type SeededRun, type Spread, spreadOf } from './seed-groups.js';
export {
  type PairedAnswers,
  pairAnswers,
  parseTestAnswers,
  TEST_ANSWERS,
  type TestAnswers,
} from './test-answers.js';
export { nearestWord } from './nearest.js';

export {
  bytesField,
  doubleField,
  type Encoded,
  floatField,
  integerField,
  joinFields,
} from './protobuf.js';

export { checkBatch, checkImages, checkIndices, checkLabels } from './check-images.js';
export { checkOptions } from './check-options.js';
export { EngineError } from './engine-error.js';
export { findLayer } from './find-layer.js';
export { checkTensors, type ExpectedTensor } from './check-tensors.js';
export {
  CONVOLUTION_CANDIDATES,
  type CheckedLayer,
  type ConvolutionCandidate,
  type ConvolutionVerdict,
  candidateMap,
  checkConvolution,
  checkFilter,
  type FilterCheck,
  mapOf,
} from './check-convolution.js';
