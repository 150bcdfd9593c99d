import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AS_IT_COMES } from '../bars.js';
import { benchFolder } from '../bench-folder.js';
import type { NodeVersion } from '../setup/node-version.js';
import type { ContenderSpec } from './contender-spec.js';
import type { Job } from './job.js';

/** Makes any Node read TypeScript. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PEERS_FOLDER = join(import.meta.dirname, '..', 'peers');
/** Most forms are warm in seconds; those that compile take longer. */
const READY_SECONDS = 60;
const COMPILED_READY_SECONDS = 100;
/** XLA's convolutions on a CPU are some 20 times slower than Keras' own choice: an epoch takes a minute. */
const XLA_READY_SECONDS = 30;

/** A job without the peer's own choices. */
export type BaseJob = Omit<Job, 'form'>;

/** Keras' forms. `auto` is what Keras chooses: no XLA on a CPU. */
export function kerasForms(python: string, job: BaseJob): ContenderSpec[] {
  const stepsPerEpoch = job.photos.count / job.batchSize;
  const forms = [
    { name: 'fit', jit: 'auto', stepsPerExecution: 1 },
    { name: 'fit, an epoch an execution', jit: 'auto', stepsPerExecution: stepsPerEpoch },
    { name: 'fit, XLA', jit: true, stepsPerExecution: 1 },
  ];
  return forms.map(({ name, ...form }) => ({
    peer: 'keras',
    form: name,
    job: { ...job, form },
    command: { command: python, args: [join(PEERS_FOLDER, 'keras_peer.py')] },
    readySeconds: form.jit === true ? XLA_READY_SECONDS : READY_SECONDS,
  }));
}

/** PyTorch's forms; channels-last only for networks that convolve. */
export function pytorchForms(python: string, job: BaseJob): ContenderSpec[] {
  const forms = [
    { name: 'eager', channelsLast: false, compile: false, fused: true },
    { name: 'compile', channelsLast: false, compile: true, fused: true },
  ];
  if (job.network.layers.some(({ kind }) => kind === 'conv2d')) {
    forms.push(
      { name: 'channels-last', channelsLast: true, compile: false, fused: true },
      { name: 'channels-last, compile', channelsLast: true, compile: true, fused: true },
    );
  }
  return forms.map(({ name, ...form }) => ({
    peer: 'pytorch',
    form: name,
    job: { ...job, form },
    command: {
      command: python,
      args: [join(PEERS_FOLDER, 'pytorch_peer.py')],
      environment: { TORCHINDUCTOR_CACHE_DIR: join(benchFolder, 'inductor') },
    },
    readySeconds: form.compile ? COMPILED_READY_SECONDS : READY_SECONDS,
  }));
}

/** Stock tfjs-node's one form: `tf.layers` with `fit`. */
export function tfjsNodeForms(modules: string, job: BaseJob): ContenderSpec[] {
  return [
    {
      peer: 'tfjs-node',
      form: 'fit',
      job: { ...job, form: {} },
      command: {
        command: process.execPath,
        args: [join(PEERS_FOLDER, 'tfjs-node-peer.mjs')],
        environment: {
          PEASY_BENCH_MODULES: modules,
          TF_CPP_MIN_LOG_LEVEL: '2',
          // The variable that TensorFlow's C API reads for the size of its pool.
          TF_NUM_INTRAOP_THREADS: String(job.threads),
        },
      },
      readySeconds: READY_SECONDS,
    },
  ];
}

/** One choice of ours beside the Node: "as it comes", or something forced. */
export interface PeasyForm {
  readonly name: string;
  /** Options of the engine's compile, over those of the job. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Peasy's tensorflow engine in the same bare loop, on the Node that runs the bench. */
export function peasyTensorflowForms(job: BaseJob): ContenderSpec[] {
  const { command, args } = peasyCommand(process.execPath);
  return [
    {
      peer: 'peasy-tensorflow',
      form: AS_IT_COMES,
      job: { ...job, form: { engine: 'tensorflow' } },
      command: {
        command,
        args,
        // The variable that TensorFlow's C API reads for the size of its pool.
        environment: { TF_NUM_INTRAOP_THREADS: String(job.threads) },
      },
      readySeconds: READY_SECONDS,
    },
  ];
}

/** Peasy's kernels in a bare loop, on that Node. */
export function peasyForm(node: NodeVersion, form: PeasyForm, job: BaseJob): ContenderSpec {
  return {
    peer: 'peasy',
    form: form.name,
    node: node.name,
    job: { ...job, form: form.options },
    command: peasyCommand(node.executable),
    readySeconds: READY_SECONDS,
  };
}

function peasyCommand(node: string) {
  return { command: node, args: ['--import', TSX, join(PEERS_FOLDER, 'peasy-peer.ts')] };
}
