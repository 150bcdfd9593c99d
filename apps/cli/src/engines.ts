import { kernelsEngine } from '@peasy/kernels';
import { type Candidate, tensorflowEngine } from '@peasy/trainer';

/** Every engine, in the order in which `auto` tries them; TensorFlow on a CPU is slower than the kernels, and only taken by name. */
export const ENGINES: readonly Candidate[] = [
  { engine: tensorflowEngine, automatic: 'gpu' },
  { engine: kernelsEngine, automatic: 'cpu' },
];
