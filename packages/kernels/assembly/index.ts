/**
 * The kernels, as the WebAssembly module exports them. All of them work on float32 tensors in
 * linear memory, by byte address; shapes are NHWC; none allocates, keeps state, or knows of a
 * network. Tensors may be read up to 32 bytes past their end, never written.
 */
export {
  addValues,
  copyValues,
  leakyRelu,
  leakyReluGradient,
  silu,
  siluGradient,
} from './activations';
export { averagePool2d, averagePool2dGradient } from './average-pool-2d';
export {
  batchStatistics,
  followStatistics,
  inverseDeviations,
  meanSums,
  normalizationGradient,
  normalizationSums,
  normalizeChannels,
  sumSlices,
} from './batch-normalization';
export { channelMoments } from './channel-moments';
export { conv2d } from './conv2d';
export { conv2dKernelGradient } from './conv2d-kernel-gradient';
export { denseUpdate } from './dense-update';
export { dropout } from './dropout';
export { fusedConv2d } from './fused-conv2d';
export { fusedConv2dGradient } from './fused-conv2d-gradient';
export { clearBorder, copyMaps, normalise, normaliseMaps, padMaps } from './maps';
export { multiplyPlanes } from './gemm';
export { matmul } from './matmul';
// Not for use: what can be called from outside is not inlined. Within nested loops V8 pairs nothing
// for 256 bits, and that of Node 20 keeps sums in memory.
export { addPair, addStrip } from './dense-update-sums';
export { finishWindows } from './fused-colour-finish';
export { colourLine, tileLine } from './fused-colour-lines';
export { productsOfOne, productsOfTwo } from './fused-colour-products';
export { windowSumsOfFour } from './fused-colour-sums';
export { livingBits } from './living-bits';
export { listLiving } from './winner-list';
export { windowLine } from './fused-winograd-lines';
export { tileFour, tileSix } from './matmul-tiles';
export { wideFour, wideSix } from './matmul-wide-tiles';
export {
  clearSums,
  gradientCoefficients,
  normalizationCoefficients,
} from './normalization-coefficients';
export { normalizedLeaky, normalizedSilu } from './normalized-activations';
export { leakyGradientSums, normalizedGradient, siluGradientSums } from './normalized-gradient';
export { normalizedLeakyPool, normalizedPoolGradient, normalizedSiluPool } from './normalized-pool';
export { packColumns, packRows } from './packing';
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
export { adam, descend, followWeights, sumOfSquares } from './optimizers';
export { softCrossEntropy, softCrossEntropyGradient } from './soft-targets';
export { winogradKernel, winogradKernelGradient } from './winograd-kernels';
export {
  addBias,
  winogradInput,
  winogradInputGradient,
  winogradOutput,
  winogradOutputGradient,
} from './winograd-maps';
export { spreadMaps, windowConv2d } from './window-conv2d';
export { packPanels, windowConv2dKernelGradient } from './window-conv2d-gradient';

/** First byte of linear memory that is free: below it lie the module's own constants. */
export function heapBase(): usize {
  return __heap_base;
}
