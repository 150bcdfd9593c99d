/**
 * Maximum over windows of poolSize x poolSize, moved by poolSize. x: [samples, height, width,
 * channels]; y and winners: [samples, height / poolSize, width / poolSize, channels]. A winner is
 * the place of the maximum in its window, counted by lines, as int32. A NaN wins: it must not be
 * hidden. Of equal values the first wins.
 */
export function maxPool2d(
  x: usize,
  y: usize,
  winners: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  poolSize: i32,
): void {
  const row = (<usize>(width * channels)) << 2;
  const pixel = (<usize>channels) << 2;
  const outHeight = height / poolSize;
  const outWidth = width / poolSize;
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < outHeight; line++) {
      for (let column = 0; column < outWidth; column++) {
        const from =
          x + <usize>(n * height + line * poolSize) * row + <usize>(column * poolSize) * pixel;
        let channel = 0;
        for (; channel + 4 <= channels; channel += 4) {
          poolFour(from + ((<usize>channel) << 2), y, winners, row, pixel, poolSize);
          y += 16;
          winners += 16;
        }
        for (; channel < channels; channel++) {
          poolOne(from + ((<usize>channel) << 2), y, winners, row, pixel, poolSize);
          y += 4;
          winners += 4;
        }
      }
    }
  }
}

function poolFour(
  x: usize,
  y: usize,
  winners: usize,
  row: usize,
  pixel: usize,
  poolSize: i32,
): void {
  let best = v128.load(x);
  let winner = i32x4.splat(0);
  let place = 0;
  for (let line = 0; line < poolSize; line++) {
    let at = x + <usize>line * row;
    for (let column = 0; column < poolSize; column++) {
      const value = v128.load(at);
      const wins = v128.or(f32x4.gt(value, best), f32x4.ne(value, value));
      best = v128.bitselect(value, best, wins);
      winner = v128.bitselect(i32x4.splat(place), winner, wins);
      at += pixel;
      place++;
    }
  }
  v128.store(y, best);
  v128.store(winners, winner);
}

function poolOne(
  x: usize,
  y: usize,
  winners: usize,
  row: usize,
  pixel: usize,
  poolSize: i32,
): void {
  let best = load<f32>(x);
  let winner = 0;
  let place = 0;
  for (let line = 0; line < poolSize; line++) {
    let at = x + <usize>line * row;
    for (let column = 0; column < poolSize; column++) {
      const value = load<f32>(at);
      if (value > best || value != value) {
        best = value;
        winner = place;
      }
      at += pixel;
      place++;
    }
  }
  store<f32>(y, best);
  store<i32>(winners, winner);
}

/** Carries dy to the winners of maxPool2d; every other place of dx, dropped edges too, becomes 0. Shapes as there. */
export function maxPool2dGradient(
  dy: usize,
  winners: usize,
  dx: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  poolSize: i32,
): void {
  const row = (<usize>(width * channels)) << 2;
  const pixel = (<usize>channels) << 2;
  const outHeight = height / poolSize;
  const outWidth = width / poolSize;
  if (height % poolSize || width % poolSize) {
    memory.fill(dx, 0, <usize>(samples * height) * row);
  }
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < outHeight; line++) {
      for (let column = 0; column < outWidth; column++) {
        const to =
          dx + <usize>(n * height + line * poolSize) * row + <usize>(column * poolSize) * pixel;
        let channel = 0;
        for (; channel + 4 <= channels; channel += 4) {
          spreadFour(dy, winners, to + ((<usize>channel) << 2), row, pixel, poolSize);
          dy += 16;
          winners += 16;
        }
        for (; channel < channels; channel++) {
          spreadOne(dy, winners, to + ((<usize>channel) << 2), row, pixel, poolSize);
          dy += 4;
          winners += 4;
        }
      }
    }
  }
}

function spreadFour(
  dy: usize,
  winners: usize,
  dx: usize,
  row: usize,
  pixel: usize,
  poolSize: i32,
): void {
  const gradient = v128.load(dy);
  const winner = v128.load(winners);
  let place = 0;
  for (let line = 0; line < poolSize; line++) {
    let at = dx + <usize>line * row;
    for (let column = 0; column < poolSize; column++) {
      v128.store(at, v128.and(gradient, i32x4.eq(winner, i32x4.splat(place))));
      at += pixel;
      place++;
    }
  }
}

function spreadOne(
  dy: usize,
  winners: usize,
  dx: usize,
  row: usize,
  pixel: usize,
  poolSize: i32,
): void {
  const gradient = load<f32>(dy);
  const winner = load<i32>(winners);
  let place = 0;
  for (let line = 0; line < poolSize; line++) {
    let at = dx + <usize>line * row;
    for (let column = 0; column < poolSize; column++) {
      store<f32>(at, place == winner ? gradient : <f32>0);
      at += pixel;
      place++;
    }
  }
}
