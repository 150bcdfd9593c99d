/**
 * Means over windows of poolHeight x poolWidth, moved by as much; what does not fill a window is
 * dropped. x: [samples, height, width, channels]; y: [samples, height / poolHeight, width /
 * poolWidth, channels]. A window as large as the map is a global average.
 */
export function averagePool2d(
  x: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  const scale: f32 = 1 / <f32>(poolHeight * poolWidth);
  for (let n = 0; n < samples; n++) {
    for (let line = 0, lines = height / poolHeight; line < lines; line++) {
      for (let column = 0, columns = width / poolWidth; column < columns; column++) {
        const from = x + <usize>(n * height + line * poolHeight) * row;
        meanOfWindow(from + <usize>(column * poolWidth) * pixel, y, row, pixel, poolHeight, poolWidth, scale);
        y += pixel;
      }
    }
  }
}

function meanOfWindow(
  x: usize,
  y: usize,
  row: usize,
  pixel: usize,
  poolHeight: i32,
  poolWidth: i32,
  scale: f32,
): void {
  let at: usize = 0;
  for (; at + 16 <= pixel; at += 16) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < poolHeight; i++) {
      let from = x + at + <usize>i * row;
      for (let j = 0; j < poolWidth; j++) {
        sum = f32x4.add(sum, v128.load(from));
        from += pixel;
      }
    }
    v128.store(y + at, f32x4.mul(sum, f32x4.splat(scale)));
  }
  for (; at < pixel; at += 4) {
    let sum: f32 = 0;
    for (let i = 0; i < poolHeight; i++) {
      let from = x + at + <usize>i * row;
      for (let j = 0; j < poolWidth; j++) {
        sum += load<f32>(from);
        from += pixel;
      }
    }
    store<f32>(y + at, sum * scale);
  }
}

/** Carries dy to every place of its window, shared evenly; dropped edges of dx become 0. Shapes as there. */
export function averagePool2dGradient(
  dy: usize,
  dx: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  const scale: f32 = 1 / <f32>(poolHeight * poolWidth);
  const lines = height / poolHeight;
  const columns = width / poolWidth;
  memory.fill(dx, 0, <usize>(samples * height) * row);
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < lines * poolHeight; line++) {
      for (let column = 0; column < columns * poolWidth; column++) {
        const place = (n * lines + line / poolHeight) * columns + column / poolWidth;
        const from = dy + <usize>place * pixel;
        const to = dx + <usize>(n * height + line) * row + <usize>column * pixel;
        scaleRow(from, to, pixel, scale);
      }
    }
  }
}

function scaleRow(from: usize, to: usize, bytes: usize, scale: f32): void {
  const scales = f32x4.splat(scale);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    v128.store(to + at, f32x4.mul(v128.load(from + at), scales));
  }
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at) * scale);
}
