export { kernelsEngine } from './kernels-engine.js';
export { KernelsError } from './kernels-error.js';
