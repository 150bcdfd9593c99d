export {
  type Candidate,
  chooseEngine,
  type EngineChoice,
  type PassedOver,
} from './choose-engine.js';
export { tensorflowEngine } from './engines/tensorflow/tensorflow-engine.js';
export { webgpuEngine } from './engines/webgpu/webgpu-engine.js';
export { type DescribeRunOptions, describeRun } from './describe-run.js';
export { type PreparedRun, prepareRun } from './prepare.js';
export type { EpochProgress, StepProgress, TrainingProgress } from './progress.js';
export { isScheduledEpoch } from './snapshot-epochs.js';
export {
  parseRecordedSplit,
  type RecordedSplit,
  SPLIT_ARTIFACT,
  shortHash,
} from './split-artifact.js';
export {
  removeTensorflow,
  setUpTensorflow,
  type TensorflowSetUp,
} from './tensorflow-runtime/set-up-tensorflow.js';
export { type TrainingResult, type TrainOptions, train } from './train.js';
export { removeWebgpu, setUpWebgpu } from './webgpu-runtime/set-up-webgpu.js';
