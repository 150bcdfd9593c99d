import { KernelsError } from './kernels-error.js';

/** The system has no memory of that size left, or no addresses for it. */
export class MemoryRefused extends KernelsError {}
