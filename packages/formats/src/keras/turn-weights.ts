import type { MapShape, Tensor } from '@peasy/core';

/** A kernel (filters, channels, rows, columns), as Keras 1 keeps it with channels first, to (rows, columns, channels, filters). */
export function filtersLast({ shape, values }: Tensor): Tensor {
  const [filters, channels, rows, columns] = shape;
  const result = new Float32Array(values.length);
  let from = 0;
  for (let f = 0; f < filters; f++) {
    for (let c = 0; c < channels; c++) {
      for (let place = 0; place < rows * columns; place++) {
        result[(place * channels + c) * filters + f] = values[from++];
      }
    }
  }
  return { shape: [rows, columns, channels, filters], values: result };
}

/** A kernel (rows, columns, channels, filters) turned by 180 degrees: what a convolution does with it, a cross-correlation does with the turned one. */
export function turned({ shape, values }: Tensor): Tensor {
  const [rows, columns, channels, filters] = shape;
  const result = new Float32Array(values.length);
  const length = channels * filters;
  const last = rows * columns - 1;
  for (let place = 0; place <= last; place++) {
    result.set(values.subarray(place * length, (place + 1) * length), (last - place) * length);
  }
  return { shape, values: result };
}

/** Rows of a tensor whose first axis is a flattened map, from the order (channel, row, column) to (row, column, channel). */
export function rowsToNhwc({ shape, values }: Tensor, [height, width, channels]: MapShape): Tensor {
  const length = values.length / (height * width * channels);
  const result = new Float32Array(values.length);
  let from = 0;
  for (let c = 0; c < channels; c++) {
    for (let place = 0; place < height * width; place++) {
      result.set(values.subarray(from, from + length), (place * channels + c) * length);
      from += length;
    }
  }
  return { shape, values: result };
}
