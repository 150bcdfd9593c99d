import type { Tensor } from '@peasy/core';
import type { ValueRange } from './colour-scale.js';
import { remember } from './remember.js';

/** What a photo's values lie in. */
export const WHOLE_RANGE: readonly ValueRange[] = [{ from: 0, to: 1 }];

const tensors = remember((pixels: Uint8Array, key: string): Tensor => {
  const [height, width, channels] = key.split(',').map(Number);
  const values = new Float32Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) {
      values[i * 3 + c] = pixels[i * channels + Math.min(c, channels - 1)] / 255;
    }
  }
  return { shape: [height, width, 3], values };
});

/** A photo to be drawn: `[height, width, 3]`, 0 to 1, the same object each time. */
export function photoTensor(pixels: Uint8Array, input: readonly number[]): Tensor {
  return tensors(pixels, input.join());
}
