/** y = x / 255, from uint8 to float32, over `count` values; up to 3 more bytes are read. */
export function normalise(x: usize, y: usize, count: i32): void {
  const full = f32x4.splat(255);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const bytes = v128.load_zero<u32>(x + <usize>i);
    const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
    v128.store(y + ((<usize>i) << 2), f32x4.div(f32x4.convert_i32x4_u(words), full));
  }
  for (; i < count; i++) {
    store<f32>(y + ((<usize>i) << 2), <f32>load<u8>(x + <usize>i) / <f32>255);
  }
}

/**
 * Copies maps into the middle of wider ones: x [samples, height, width, channels] to
 * y [samples, height + 2 * border, width + 2 * border, channels], the border filled with zeros.
 */
export function padMaps(
  x: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  border: i32,
): void {
  const row = (<usize>(width * channels)) << 2;
  const side = (<usize>(border * channels)) << 2;
  const lines = <usize>border * (row + 2 * side);
  for (let n = 0; n < samples; n++) {
    memory.fill(y, 0, lines);
    y += lines;
    for (let line = 0; line < height; line++) {
      memory.fill(y, 0, side);
      memory.copy(y + side, x, row);
      memory.fill(y + side + row, 0, side);
      x += row;
      y += row + 2 * side;
    }
    memory.fill(y, 0, lines);
    y += lines;
  }
}

/**
 * normalise of maps [samples, lines, lineValues], lines of y `yLine` bytes and samples `ySample`
 * bytes apart: photos straight into the border of the first convolution.
 */
export function normaliseMaps(
  x: usize,
  y: usize,
  samples: i32,
  lines: i32,
  lineValues: i32,
  yLine: usize,
  ySample: usize,
): void {
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < lines; line++) {
      normalise(x, y + <usize>line * yLine, lineValues);
      x += <usize>lineValues;
    }
    y += ySample;
  }
}

/** y = x, maps [samples, lines, lineValues] of other strides, in bytes. */
export function copyMaps(
  x: usize,
  xLine: usize,
  xSample: usize,
  y: usize,
  yLine: usize,
  ySample: usize,
  samples: i32,
  lines: i32,
  lineValues: i32,
): void {
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < lines; line++) {
      memory.copy(y + <usize>line * yLine, x + <usize>line * xLine, (<usize>lineValues) << 2);
    }
    x += xSample;
    y += ySample;
  }
}

/**
 * Zeros in a border of one pixel around maps [samples, height, width, channels]; x is the corner
 * of the first border. What fills up a line, and two vectors at the end of a sample, count as border.
 */
export function clearBorder(
  x: usize,
  xLine: usize,
  xSample: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const inner = <usize>width * pixel;
  for (let n = 0; n < samples; n++) {
    clear(x, xLine + pixel);
    // The end of a line and the beginning of the next are neighbours.
    let at = x + xLine + pixel + inner;
    for (let line = 1; line < height; line++) {
      clear(at, xLine - inner);
      at += xLine;
    }
    clear(at, x + xLine * <usize>(height + 2) + 32 - at);
    x += xSample;
  }
}

/** memory.fill is a call out of the module, dear for a few bytes. A multiple of four bytes. */
function clear(at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at + 16 <= end; at += 16) v128.store(at, i32x4.splat(0));
  for (; at < end; at += 4) store<i32>(at, 0);
}
