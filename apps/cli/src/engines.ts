import { kernelsEngine } from '@peasy/kernels';
import { type Candidate, tensorflowEngine, webgpuEngine } from '@peasy/trainer';

/** Every engine, in the order in which `auto` tries them; TensorFlow on a CPU and WebGPU on a software adapter are slower than the kernels, and only taken by name. */
export const ENGINES: readonly Candidate[] = [
  { engine: tensorflowEngine, automatic: 'gpu' },
  { engine: webgpuEngine, automatic: 'gpu' },
  { engine: kernelsEngine, automatic: 'cpu' },
];
