import { type Conv2dLayer, type MapShape, windowPlaces } from '@peasy/core';

/** A batch of photos, and the gradient of what comes out. */
export interface Conv2dBatch {
  readonly photos: number;
  readonly x: readonly number[];
  readonly kernel: readonly number[];
  readonly bias: readonly number[] | undefined;
  readonly dy: readonly number[];
}

/** A convolution of stride 1 and its gradients in float64, as the definition says. */
export function referenceConv2dBatch(
  layer: Conv2dLayer,
  [height, width, channels]: MapShape,
  { photos, x, kernel, bias, dy }: Conv2dBatch,
) {
  const { filters, kernelSize } = layer;
  const down = windowPlaces(height, layer);
  const across = windowPlaces(width, layer);
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const dKernel = new Float64Array(kernel.length);
  const outHeight = height + down.before + down.after - kernelSize + 1;
  const outWidth = width + across.before + across.after - kernelSize + 1;
  for (let place = 0; place < photos * outHeight * outWidth; place++) {
    const photo = Math.floor(place / (outHeight * outWidth));
    const [i, j] = [Math.floor(place / outWidth) % outHeight, place % outWidth];
    for (let f = 0; f < filters; f++) y[place * filters + f] = bias?.[f] ?? 0;
    for (let window = 0; window < kernelSize ** 2; window++) {
      const row = i + Math.floor(window / kernelSize) - down.before;
      const column = j + (window % kernelSize) - across.before;
      if (row < 0 || row >= height || column < 0 || column >= width) continue;
      for (let c = 0; c < channels; c++) {
        const from = ((photo * height + row) * width + column) * channels + c;
        const weights = (window * channels + c) * filters;
        for (let f = 0; f < filters; f++) {
          const to = place * filters + f;
          y[to] += x[from] * kernel[weights + f];
          dx[from] += dy[to] * kernel[weights + f];
          dKernel[weights + f] += dy[to] * x[from];
        }
      }
    }
  }
  return { y, dx, dKernel };
}
