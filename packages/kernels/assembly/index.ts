/**
 * The kernels, as the WebAssembly module exports them. All of them work on float32 tensors in
 * linear memory, by byte address; shapes are NHWC; none allocates, keeps state, or knows of a
 * network. Tensors may be read up to 32 bytes past their end, never written.
 */
export { conv2d } from './conv2d';
export { conv2dKernelGradient } from './conv2d-kernel-gradient';
export { denseGradient } from './dense-gradient';
export { dropout } from './dropout';
export { fusedConv2d } from './fused-conv2d';
export { fusedConv2dGradient } from './fused-conv2d-gradient';
export { clearBorder, copyMaps, normalise, normaliseMaps, padMaps } from './maps';
export { matmul, packColumns, packRows } from './matmul';
export { maxPool2d, maxPool2dGradient } from './max-pool-2d';
export { transposePanels } from './panels';
export { relu, reluGradient } from './relu';
export { sgd, sgdMomentum } from './sgd';
export {
  countCorrect,
  crossEntropy,
  crossEntropyGradient,
  softmax,
  softmaxGradient,
} from './softmax';
export { columnSums, sumParts } from './sums';

/** First byte of linear memory that is free: below it lie the module's own constants. */
export function heapBase(): usize {
  return __heap_base;
}
