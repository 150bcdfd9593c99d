/** y = max(x, 0), and NaN where x is NaN. `count` values; y may be x. */
export function relu(x: usize, y: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    // pmax(a, b) is a < b ? b : a, so a NaN in a stays.
    v128.store(y + at, f32x4.pmax(v128.load(x + at), zero));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    const value = load<f32>(x + at);
    store<f32>(y + at, value < 0 ? <f32>0 : value);
  }
}

/** dx = dy where relu's output y is above zero (or NaN), else 0. dx may be dy. */
export function reluGradient(y: usize, dy: usize, dx: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, v128.andnot(v128.load(dy + at), f32x4.le(v128.load(y + at), zero)));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    store<f32>(dx + at, load<f32>(y + at) <= 0 ? <f32>0 : load<f32>(dy + at));
  }
}
