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
