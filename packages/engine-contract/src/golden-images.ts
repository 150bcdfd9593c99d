import { join } from 'node:path';
import type { LabelledImages } from '@peasy/core';
import { GOLDEN } from './golden.js';
import { readNpy } from './npy.js';

/** images.npy and labels.npy of a folder of reference answers. */
export function readGoldenImages(folder: string): LabelledImages {
  const { shape, values } = readNpy(join(GOLDEN, folder, 'images.npy'));
  const labels = readNpy(join(GOLDEN, folder, 'labels.npy')).values;
  const [count, height, width, channels] = shape;
  return {
    pixels: values as Uint8Array,
    labels: Uint8Array.from(labels, Number),
    count,
    height,
    width,
    channels,
  };
}
