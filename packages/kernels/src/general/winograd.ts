import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { GeneralLayer, WindowsPlan, WinogradPlan, WinogradScratch } from './general-plan.js';

/** Products a tile: 6x6. */
const PLANES = 36;
/** Bytes of a panel's row. */
const PANEL_ROW = 32;

/** What is worked on at once: some photos' rows of tiles, which stay in the cache. */
interface Chunk {
  /** The first photo, within the slice. */
  readonly first: number;
  readonly photos: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly tiles: number;
}

/** Transforms the kernel, and in training the one for the way back. */
export function transformKernel(
  { channels, filters, turned }: WindowsPlan,
  { kernel, turnedKernel }: WinogradPlan,
  weights: number,
  pass: GeneralPass,
): void {
  const { kernels, training } = pass;
  const { strip } = scratchOf(pass);
  kernels.winogradKernel(weights, kernel, channels, filters / 8, false, strip);
  if (!training || turned === undefined || turnedKernel === undefined) return;
  kernels.winogradKernel(turned, turnedKernel, filters, channels / 8, true, strip);
}

/** y = the convolution of x, plus the bias. */
export function forwardWinograd(
  layer: GeneralLayer,
  windows: WindowsPlan,
  plan: WinogradPlan,
  pass: GeneralPass,
): void {
  const { kernels, weightShift } = pass;
  const { channels, filters, outHeight, outWidth } = windows;
  const { inputs, outputs, tilesAcross } = plan;
  const scratch = scratchOf(pass);
  const y = sliceOf(pass, layer.output, layer.outputSize);
  for (const chunk of chunksOf(plan, pass.samples)) {
    const { first, photos, firstRow, lastRow, tiles } = chunk;
    transformInputs(layer, windows, plan, pass, chunk);
    kernels.multiplyPlanes(
      ...([scratch.inputs, inputs.plane, inputs.row, 4] as const),
      ...([plan.kernel, channels * filters * 4, PANEL_ROW, channels * PANEL_ROW] as const),
      ...([scratch.outputs, outputs.plane, outputs.row, PANEL_ROW] as const),
      ...([PLANES, tiles, filters / 8, channels, false] as const),
    );
    kernels.winogradOutput(
      ...([scratch.outputs, y + first * layer.outputSize * 4, photos] as const),
      ...([outHeight, outWidth, filters, firstRow, lastRow, tilesAcross] as const),
      ...([outputs.plane, outputs.row, scratch.dump, scratch.strip] as const),
    );
  }
  const { bias } = layer.weights;
  if (!bias) return;
  const places = pass.samples * outHeight * outWidth;
  kernels.addBias(y, bias.weights + weightShift, places, filters);
}

/** Gradients by kernel and bias, as the slice's part, and by the input where a layer below needs it. */
export function backwardWinograd(
  layer: GeneralLayer,
  windows: WindowsPlan,
  plan: WinogradPlan,
  pass: GeneralPass,
): void {
  const { kernels } = pass;
  const { channels, filters, outHeight, outWidth } = windows;
  const { inputs, outputs, tilesAcross } = plan;
  const { kernel, bias } = layer.weights;
  const scratch = scratchOf(pass);
  const dy = gradientOf(pass, layer.outputGradient);
  const partShift = pass.slice * pass.job.plan.regions.partStride;
  if (bias) {
    const places = pass.samples * outHeight * outWidth;
    kernels.columnSums(dy, bias.part! + partShift, places, filters);
  }
  let isLater = false;
  for (const chunk of chunksOf(plan, pass.samples)) {
    const { first, photos, firstRow, lastRow, tiles } = chunk;
    transformInputs(layer, windows, plan, pass, chunk);
    kernels.winogradOutputGradient(
      ...([dy + first * layer.outputSize * 4, scratch.outputs, photos] as const),
      ...([outHeight, outWidth, filters, firstRow, lastRow, tilesAcross] as const),
      ...([outputs.plane, outputs.row, pass.job.plan.zeros, scratch.strip] as const),
    );
    // Inputs, turned, by gradients of outputs: added up over the chunks.
    kernels.multiplyPlanes(
      ...([scratch.inputs, inputs.plane, 4, inputs.row] as const),
      ...([scratch.outputs, outputs.plane, outputs.row, PANEL_ROW] as const),
      ...([scratch.kernelGradient, channels * filters * 4, PANEL_ROW] as const),
      ...([channels * PANEL_ROW, PLANES, channels, filters / 8, tiles, isLater] as const),
    );
    isLater = true;
    carryBack(layer, windows, plan, pass, chunk);
  }
  kernels.winogradKernelGradient(
    ...([scratch.kernelGradient, kernel.part! + partShift, channels] as const),
    ...([filters / 8, scratch.strip] as const),
  );
}

/** Gradients of a chunk's inputs; their transforms take the place of the inputs' own. */
function carryBack(
  layer: GeneralLayer,
  { channels, filters, height, width, top, left }: WindowsPlan,
  { turnedKernel, inputs, outputs, tilesAcross }: WinogradPlan,
  pass: GeneralPass,
  { first, photos, firstRow, lastRow, tiles }: Chunk,
): void {
  if (turnedKernel === undefined) return;
  const { kernels } = pass;
  const scratch = scratchOf(pass);
  const dx = gradientOf(pass, layer.inputGradient) + first * layer.inputSize * 4;
  kernels.multiplyPlanes(
    ...([scratch.outputs, outputs.plane, outputs.row, 4] as const),
    ...([turnedKernel, channels * filters * 4, PANEL_ROW, filters * PANEL_ROW] as const),
    ...([scratch.inputs, inputs.plane, inputs.row, PANEL_ROW] as const),
    ...([PLANES, tiles, channels / 8, filters, false] as const),
  );
  kernels.winogradInputGradient(
    ...([scratch.inputs, dx, photos, height, width, channels, top, left] as const),
    ...([firstRow, lastRow, tilesAcross, inputs.plane, inputs.row] as const),
    ...([pass.job.plan.zeros, scratch.dump, scratch.strip] as const),
  );
}

function transformInputs(
  layer: GeneralLayer,
  { height, width, channels, top, left }: WindowsPlan,
  { inputs, tilesAcross }: WinogradPlan,
  pass: GeneralPass,
  { first, photos, firstRow, lastRow }: Chunk,
): void {
  const scratch = scratchOf(pass);
  const x = sliceOf(pass, layer.input, layer.inputSize) + first * layer.inputSize * 4;
  pass.kernels.winogradInput(
    ...([x, scratch.inputs, photos, height, width, channels, top, left] as const),
    ...([firstRow, lastRow, tilesAcross, inputs.plane, inputs.row] as const),
    ...([pass.job.plan.zeros, scratch.strip] as const),
  );
}

/** The slice, a chunk at a time; a photo's rows of tiles come in their order. */
function* chunksOf(
  { photos, tileRows, tilesDown, tilesAcross }: WinogradPlan,
  samples: number,
): Generator<Chunk> {
  for (let first = 0; first < samples; first += photos) {
    const count = Math.min(photos, samples - first);
    for (let firstRow = 0; firstRow < tilesDown; firstRow += tileRows) {
      const lastRow = Math.min(tilesDown, firstRow + tileRows);
      const tiles = count * (lastRow - firstRow) * tilesAcross;
      yield { first, photos: count, firstRow, lastRow, tiles };
    }
  }
}

/** The thread's own scratch. */
function scratchOf({ job, thread }: GeneralPass): WinogradScratch {
  const shift = thread * job.plan.scratchStride;
  const { inputs, outputs, kernelGradient, strip, dump } = job.plan.winograd;
  return {
    inputs: inputs + shift,
    outputs: outputs + shift,
    kernelGradient: kernelGradient + shift,
    strip: strip + shift,
    dump: dump + shift,
  };
}
