export {
  CONVOLUTION_BOUNDARIES,
  CONVOLUTION_MODES,
  type ConvolutionBoundary,
  type ConvolutionMode,
  convolve2d,
  correlate2d,
  type Matrix,
} from './convolution.js';
export {
  type CompiledNetwork,
  type CompileOptions,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  type Evaluation,
  type LabelledImages,
  LOSSES,
  type Loss,
  type NamedTensors,
  type SgdOptions,
  type StepResult,
  type Tensor,
  type TrainBatch,
} from './engine.js';
export { decodeNumber, encodeNumber, type JsonNumber } from './json-number.js';
export { EPOCH_METRICS, isHigherBetter, STEP_METRICS, TEST_METRICS } from './metrics.js';
export { nearestWord } from './nearest.js';
export {
  ACTIVATIONS,
  type Activation,
  type ActivationLayer,
  type Conv2dLayer,
  type DenseLayer,
  type DropoutLayer,
  describeNetwork,
  type FlattenLayer,
  INITIALIZERS,
  type Initializer,
  type Layer,
  type LayerDescription,
  type MapShape,
  type MaxPool2dLayer,
  type Network,
  type NetworkDescription,
  NetworkError,
  PADDINGS,
  type Padding,
  type WeightDescription,
  withoutDropout,
} from './network.js';
export { NETWORKS } from './networks/index.js';
export { numpyShuffle } from './numpy-random.js';
export {
  hash32,
  RandomStream,
  randomKey,
  randomUint32,
  STREAMS,
  shuffled,
} from './random.js';
export {
  ConfigError,
  type ConfigField,
  FITS,
  type Fit,
  networkOf,
  parseFlag,
  parseRunConfig,
  RUN_CONFIG_FIELDS,
  type RunConfig,
  SNAPSHOT_SCHEDULES,
  type SnapshotSchedule,
  writePath,
} from './run-config.js';
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
  type PhotoIdentity,
  SPLIT_KINDS,
  type Split,
  SplitError,
  type SplitKind,
  type SplitOptions,
  splitPhotos,
} from './split.js';
export {
  confusionMatrix,
  type Interval,
  type McNemarResult,
  mcnemar,
  wilsonInterval,
} from './statistics.js';
export { initialWeights } from './weights.js';
