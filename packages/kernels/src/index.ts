export { instructionSetMissing } from './choose-instruction-set.js';
export { severalThreadsMissing } from './choose-threads.js';
export { kernelsEngine } from './kernels-engine.js';
export { KernelsError } from './kernels-error.js';
